using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Audit;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;
using AwsHardening.Core.Reporting;

namespace AwsHardening.Core.Edges;

/// <summary>
/// A distribution of CloudFront: each member of its configuration, which one call replaces whole. Its id is the ETag of the state that it
/// is in: AWS issues one for each, and takes a configuration only from whoever shows the last.
/// </summary>
internal sealed class DistributionKind : ContentKind
{
    public const string Type = "AWS::CloudFront::Distribution";
    private const string Config = "DistributionConfig";
    private const string ETag = "ETag";

    public override string ResourceType => Type;

    public override IReadOnlyList<string> RequiredActions { get; } =
        ["cloudfront:ListDistributions", "cloudfront:GetDistributionConfig", "cloudfront:UpdateDistribution"];

    public override async Task<JsonObject> ReadAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await AuditReads.ReadAsync(session, "cloudfront", "GetDistributionConfig", new() { [Id] = change.ResourceId }, cancellationToken);
            var content = Content((JsonObject)answer[Config]!);
            content[Id] = answer[ETag]!.DeepClone();
            return content;
        }
        catch (UnreadFactException e) when (AwsErrors.Code(e) == "NoSuchDistribution")
        {
            return Absent();
        }
    }

    /// <summary>Replaces the configuration.</summary>
    /// <param name="header">The beginning of the change.</param>
    /// <param name="present">The distribution as it is.</param>
    /// <param name="wanted">The same as it is to be.</param>
    public static ResourceChange Replace(ResourceChange header, JsonObject present, JsonObject wanted) => header with
    {
        Before = (JsonObject)present.DeepClone(),
        After = (JsonObject)wanted.DeepClone(),
        Calls = [Update("put", header.ResourceId, wanted, "restore")],
        Inverse = [Update("restore", header.ResourceId, present, "put")],
    };

    public override async Task<int> CountAsync(AccountView view) => (await EdgeReading.DistributionsAsync(view, "", CancellationToken.None)).Count;

    protected override JsonObject? Leaves(ApiCall call) => call.Operation == "UpdateDistribution" ? Content((JsonObject)call.Parameters[Config]!) : null;

    // The state that each call leaves comes in the place of the one that was found.
    private static ApiCall Update(string id, string distribution, JsonObject content, string counterpart)
    {
        var state = content[Id]!.GetValue<string>();
        var config = (JsonObject)content.DeepClone();
        config.Remove(Exists);
        config.Remove(Id);
        return new ApiCall(
            id, "cloudfront", "UpdateDistribution", new() { [Id] = distribution, ["IfMatch"] = IdMap.Reference(state), [Config] = config }, counterpart,
            [new CreatedId(state, "", [], ETag)]);
    }

    private static JsonObject Content(JsonObject config)
    {
        var content = (JsonObject)config.DeepClone();
        content[Exists] = true;
        return content;
    }
}
