using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AwsHardening.Sandbox.CloudWatch;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Kms;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Logs;

/// <summary>The log groups of one Region.</summary>
internal sealed partial class LogsState(SandboxAccount account, string region)
{
    public SortedDictionary<string, LogGroup> Groups { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, (string Document, DateTimeOffset Updated)> Policies { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, JsonObject> Sources { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, JsonObject> Destinations { get; } = new(StringComparer.Ordinal);

    public List<JsonObject> Deliveries { get; } = [];

    public DateTimeOffset Now => account.Clock.GetUtcNow();

    private string ServicePrincipal => $"logs.{region}.{AwsPartition.OfRegion(region).DnsSuffix}";

    public string ArnOf(string group) => $"arn:{AwsPartition.OfRegion(region).Name}:logs:{region}:{account.AccountId}:log-group:{group}";

    /// <summary>The group that a call names, by name or by ARN.</summary>
    public LogGroup Group(ServiceCall call) =>
        Groups.GetValueOrDefault(NameOf(call.Text("logGroupName") ?? call.Text("logGroupIdentifier")
            ?? call.Text("resourceIdentifier") ?? call.Text("resourceArn") ?? "")) ?? throw LogsErrors.NoGroup();

    public LogStream Stream(ServiceCall call) =>
        Group(call).Streams.GetValueOrDefault(call.Required("logStreamName"))
        ?? throw (Group(call).HoldsOthers ? LogsErrors.NotInSnapshot() : LogsErrors.NoStream());

    public LogGroup Add(string name)
    {
        if (Groups.ContainsKey(name))
        {
            throw LogsErrors.AlreadyExists("log group");
        }

        return Groups[name] = new LogGroup(name, ArnOf(name), Now);
    }

    public LogStream AddStream(LogGroup group, string name)
    {
        if (group.Streams.ContainsKey(name))
        {
            throw LogsErrors.AlreadyExists("log stream");
        }

        return group.Streams[name] = new LogStream(name, $"{group.Arn}:log-stream:{name}", Now);
    }

    /// <summary>Adds events to a stream, and to the metrics that the group's filters make of them.</summary>
    public void Add(LogGroup group, LogStream stream, IReadOnlyList<(long Timestamp, string Message)> events)
    {
        stream.Add(events, Now);
        foreach (var (timestamp, message) in events)
        {
            foreach (var (key, datum) in group.MetricFilters.Values.Select(filter => filter.Count(message, timestamp)).OfType<(MetricKey, Datum)>())
            {
                account.Service<CloudWatchService>().Publish(region, key, datum);
            }
        }
    }

    /// <summary>The ARN of a key that the service may use for a group.</summary>
    /// <exception cref="AwsErrorException">No such key, or its policy does not let CloudWatch Logs use it.</exception>
    public string UsableKey(string keyId, string groupArn)
    {
        var key = keyId.StartsWith("arn:", StringComparison.Ordinal) ? account.Service<KmsService>().State.Find(keyId, region) : null;
        return key is { State: "Enabled" } && key.LetsService(
            ServicePrincipal, "kms:GenerateDataKey", new Dictionary<string, string> { ["kms:EncryptionContext:aws:logs:arn"] = groupArn })
            ? key.Arn
            : throw LogsErrors.Invalid("The specified KMS key does not exist or is not allowed to be used with Arn '" + groupArn + "'");
    }

    public static string CheckGroupName(string name) => GroupName().IsMatch(name) ? name : throw LogsErrors.Invalid(
        name, "logGroupName", @"Member must satisfy regular expression pattern: [\.\-_/#A-Za-z0-9]+");

    public static string CheckStreamName(string name) => StreamName().IsMatch(name) ? name : throw LogsErrors.Invalid(
        name, "logStreamName", "Member must satisfy regular expression pattern: [^:*]*");

    /// <summary>A page of a Describe list.</summary>
    public static JsonObject Page(ServiceCall call, string list, IEnumerable<JsonNode?> items)
    {
        var limit = call.Number("limit") ?? 50;
        if (limit is < 1 or > 50)
        {
            throw LogsErrors.Invalid($"{limit}", "limit", "Member must have value less than or equal to 50");
        }

        var (page, next) = PageToken.Cut(
            call.Operation, [.. items], limit, call.Text("nextToken"), () => LogsErrors.Invalid("The specified nextToken is invalid."));
        return Json.Of((list, Json.List(page)), ("nextToken", next));
    }

    private static string NameOf(string group)
    {
        if (!group.StartsWith("arn:", StringComparison.Ordinal))
        {
            return group;
        }

        var name = group.Split(':', 7) is [.., var last] ? last : "";
        return name.EndsWith(":*", StringComparison.Ordinal) ? name[..^2] : name;
    }

    [GeneratedRegex(@"^[\.\-_/#A-Za-z0-9]{1,512}$")]
    private static partial Regex GroupName();

    [GeneratedRegex("^[^:*]{1,512}$")]
    private static partial Regex StreamName();
}
