using AwsHardening.Core.Access.Kinds;

namespace AwsHardening.Core.Reporting.Repairs;

/// <summary>Has the metadata of instances ask for a token (IMDSv2).</summary>
internal sealed class MetadataTokenRepair : Repair
{
    public override async Task PlanAsync(RepairScene scene, IReadOnlyList<RepairCase> cases)
    {
        foreach (var one in cases)
        {
            var header = scene.Header(
                one.Region, InstanceKind.Type, one.Id, one.Id, $"Has the metadata of {one.Id} ask for a token; software on it that knows version 1 alone gets no answer any more, nor do containers where the hop limit is 1.");
            var present = await InstanceKind.TokensAsync(scene.Aws.In(one.Region), one.Id, scene.CancellationToken);
            scene.Add("Require a token for instance metadata (IMDSv2)", InstanceKind.RequireTokens(one.Id, present)?.Build(header));
        }
    }
}
