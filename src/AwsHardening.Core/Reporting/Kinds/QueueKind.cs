using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Audit;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Reporting.Kinds;

/// <summary>A queue, known by its name: how it is encrypted.</summary>
internal sealed class QueueKind : ContentKind
{
    public const string Type = "AWS::SQS::Queue";

    /// <summary>Whether SQS encrypts it with keys of its own.</summary>
    public const string Managed = "SqsManagedSseEnabled";

    private const string Key = "KmsMasterKeyId";

    /// <summary>What calls name the queue by.</summary>
    private const string Url = "QueueUrl";

    public override string ResourceType => Type;

    public override IReadOnlyList<string> RequiredActions { get; } = ["sqs:GetQueueUrl", "sqs:GetQueueAttributes", "sqs:ListQueues", "sqs:SetQueueAttributes"];

    public override async Task<JsonObject> ReadAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken)
    {
        try
        {
            var url = (string)(await AuditReads.ReadAsync(session, "sqs", "GetQueueUrl", new() { ["QueueName"] = change.ResourceId }, cancellationToken))[Url]!;
            var attributes = (await AuditReads.ReadAsync(
                session, "sqs", "GetQueueAttributes", new() { [Url] = url, ["AttributeNames"] = new JsonArray("All") }, cancellationToken))["Attributes"];
            return new() { [Exists] = true, [Url] = url, [Managed] = (string?)attributes?[Managed] == "true", [Key] = attributes?[Key]?.DeepClone() };
        }
        catch (UnreadFactException e) when (AwsErrors.Code(e) is "AWS.SimpleQueueService.NonExistentQueue" or "QueueDoesNotExist")
        {
            return Absent();
        }
    }

    /// <summary>Has SQS encrypt a queue; nothing where it is encrypted, or not there.</summary>
    /// <param name="header">Its ids, resource and reason.</param>
    /// <param name="present">The queue as it is now.</param>
    public static ResourceChange? Encrypt(ResourceChange header, JsonObject present)
    {
        return !IsThere(present) || (bool?)present[Managed] is true || present[Key] is not null ? null : header with
        {
            Before = new() { [Exists] = true, [Managed] = false },
            After = new() { [Exists] = true, [Managed] = true },
            Calls = [Call("encrypt", "decrypt", "true")],
            Inverse = [Call("decrypt", "encrypt", "false")],
        };

        ApiCall Call(string id, string counterpart, string value) => new(
            id, "sqs", "SetQueueAttributes", new() { [Url] = present[Url]!.DeepClone(), ["Attributes"] = new JsonObject { [Managed] = value } }, counterpart, []);
    }

    public override Task<int> CountAsync(AccountView view) => view.CountAsync("sqs", "ListQueues", "QueueUrls");

    protected override JsonObject? Leaves(ApiCall call) => call.Operation != "SetQueueAttributes" ? null
        : new() { [Exists] = true, [Managed] = (string?)call.Parameters["Attributes"]![Managed] == "true" };
}
