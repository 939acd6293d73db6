using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Audit;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Reporting.Kinds;

/// <summary>A repository of ECR: whether it has what is pushed to it scanned.</summary>
internal sealed class RepositoryKind : ContentKind
{
    public const string Type = "AWS::ECR::Repository";
    private const string OnPush = "scanOnPush";

    public override string ResourceType => Type;

    public override IReadOnlyList<string> RequiredActions { get; } = ["ecr:DescribeRepositories", "ecr:PutImageScanningConfiguration"];

    public override async Task<JsonObject> ReadAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await AuditReads.ReadAsync(
                session, "ecr", "DescribeRepositories", new() { ["repositoryNames"] = new JsonArray(change.ResourceId) }, cancellationToken);
            return new() { [Exists] = true, [OnPush] = (bool?)answer["repositories"]?[0]?["imageScanningConfiguration"]?[OnPush] ?? false };
        }
        catch (UnreadFactException e) when (AwsErrors.Code(e) == "RepositoryNotFoundException")
        {
            return Absent();
        }
    }

    /// <summary>Has a repository's images scanned when they are pushed; nothing where they are, or there is no such repository.</summary>
    /// <param name="header">Its ids, resource and reason.</param>
    /// <param name="present">The repository as it is now.</param>
    public static ResourceChange? Scan(ResourceChange header, JsonObject present)
    {
        return !IsThere(present) || (bool?)present[OnPush] is true ? null : header with
        {
            Before = new() { [Exists] = true, [OnPush] = false },
            After = new() { [Exists] = true, [OnPush] = true },
            Calls = [Call("scan", "rest", true)],
            Inverse = [Call("rest", "scan", false)],
        };

        ApiCall Call(string id, string counterpart, bool on) => new(
            id, "ecr", "PutImageScanningConfiguration",
            new() { ["repositoryName"] = header.ResourceId, ["imageScanningConfiguration"] = new JsonObject { [OnPush] = on } }, counterpart, []);
    }

    public override Task<int> CountAsync(AccountView view) => view.CountAsync("ecr", "DescribeRepositories", "repositories", "nextToken");

    protected override JsonObject? Leaves(ApiCall call) => call.Operation != "PutImageScanningConfiguration" ? null
        : new() { [Exists] = true, [OnPush] = (bool?)call.Parameters["imageScanningConfiguration"]![OnPush] ?? false };
}
