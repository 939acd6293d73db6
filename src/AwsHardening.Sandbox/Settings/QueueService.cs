using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Settings;

/// <summary>Amazon SQS: queues and their attributes. Nothing is sent to them.</summary>
internal sealed partial class QueueService : SettingsService
{
    private const int MostListed = 1000;

    private readonly Regional<SortedDictionary<string, Queue>> _regions = new(_ => new(StringComparer.Ordinal));

    public QueueService(SandboxAccount account)
        : base("sqs", account)
    {
        Operations.Add("CreateQueue", Create);
        Operations.Add("GetQueueUrl", call => Json.Of(("QueueUrl", (_regions[call.Region].GetValueOrDefault(call.Required("QueueName")) ?? throw NoQueue()).Url)));
        Operations.Add("ListQueues", List);
        Operations.Add("GetQueueAttributes", Get);
        Operations.Add("SetQueueAttributes", call => Find(call).Set(call.Input["Attributes"] as JsonObject ?? [], Account.Clock.GetUtcNow()));
        Operations.Add("DeleteQueue", call => { _regions[call.Region].Remove(Find(call).Name); });
    }

    /// <inheritdoc/>
    public override string? PolicyOf(string region, JsonObject input) => _regions[region].Values.FirstOrDefault(queue => queue.Url == input.Text("QueueUrl"))?.Own;

    private static AwsErrorException NoQueue() => new("AWS.SimpleQueueService.NonExistentQueue", "The specified queue does not exist.");

    private Queue Find(ServiceCall call) => _regions[call.Region].Values.FirstOrDefault(queue => queue.Url == call.Required("QueueUrl")) ?? throw NoQueue();

    private JsonObject Create(ServiceCall call)
    {
        var name = call.Required("QueueName");
        if (!QueueName().IsMatch(name))
        {
            throw new AwsErrorException("InvalidParameterValue", "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
        }

        var wanted = call.Input["Attributes"] as JsonObject ?? [];
        if (_regions[call.Region].TryGetValue(name, out var present))
        {
            return present.Differing(wanted) is not { } other ? Json.Of(("QueueUrl", present.Url))
                : throw new AwsErrorException("QueueAlreadyExists", $"A queue already exists with the same name and a different value for attribute {other}");
        }

        var partition = AwsPartition.OfRegion(call.Region);
        var queue = new Queue(
            name, $"https://sqs.{call.Region}.{partition.DnsSuffix}/{Account.AccountId}/{name}",
            $"arn:{partition.Name}:sqs:{call.Region}:{Account.AccountId}:{name}");
        queue.Set(wanted, Account.Clock.GetUtcNow());
        _regions[call.Region].Add(name, queue);
        return Json.Of(("QueueUrl", queue.Url));
    }

    // Who says no size gets a thousand, and no token for the rest (Amazon SQS API Reference: ListQueues).
    private JsonObject List(ServiceCall call)
    {
        var urls = _regions[call.Region].Values.Where(queue => queue.Name.StartsWith(call.Text("QueueNamePrefix") ?? "", StringComparison.Ordinal)).Select(queue => queue.Url).ToArray();
        if (call.Number("MaxResults") is not { } size)
        {
            return Json.Of(("QueueUrls", Json.Texts(urls.Take(MostListed))));
        }

        if (size is < 1 or > MostListed)
        {
            throw new AwsErrorException("InvalidParameterValue", $"Value for parameter MaxResults is invalid. Reason: Must be an integer between 1 and {MostListed}.");
        }

        var (page, next) = PageToken.Cut(call.Operation, urls, size, call.Text("NextToken"), () => new("InvalidParameterValue", "Invalid NextToken value."));
        return Json.Of(("QueueUrls", Json.Texts(page)), ("NextToken", next));
    }

    private JsonObject Get(ServiceCall call)
    {
        var shown = Find(call).Shape();
        var names = call.Texts("AttributeNames");
        if (names.FirstOrDefault(name => name != "All" && !Queue.Names.Contains(name)) is { } unknown)
        {
            throw new AwsErrorException("InvalidAttributeName", $"Unknown Attribute {unknown}.");
        }

        var asked = new JsonObject(shown.Where(one => names.Contains("All") || names.Contains(one.Key)).Select(one => KeyValuePair.Create(one.Key, one.Value?.DeepClone())));
        return Json.Of(("Attributes", asked.Count == 0 ? null : asked));
    }

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,80}$|^[A-Za-z0-9_-]{1,75}\.fifo$")]
    private static partial Regex QueueName();
}
