using AwsHardening.Core.Access.Kinds;

namespace AwsHardening.Core.Reporting.Repairs;

/// <summary>Has the metadata of instances ask for a token (IMDSv2).</summary>
internal sealed class MetadataTokenRepair : Repair
{
    public override async Task PlanAsync(RepairScene scene, IReadOnlyList<RepairCase> cases)
    {
        await foreach (var (_, header, present) in scene.PresentAsync(
            cases,
            same => scene.Header(
                same[0].Region, InstanceKind.Type, same[0].Id, same[0].Id,
                $"Has the metadata of {same[0].Id} ask for a token; software on it that knows version 1 alone gets no answer any more, nor do containers where the hop limit is 1."),
            header => InstanceKind.TokensAsync(scene.Aws.In(header.Region), header.ResourceId, scene.CancellationToken)))
        {
            scene.Add("Require a token for instance metadata (IMDSv2)", InstanceKind.RequireTokens(header.ResourceId, present)?.Build(header));
        }
    }
}
