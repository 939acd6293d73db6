using AwsHardening.Core.Reporting.Kinds;

namespace AwsHardening.Core.Reporting.Repairs;

/// <summary>Has SQS encrypt queues with keys of its own, which cost nothing.</summary>
internal sealed class QueueEncryptionRepair : Repair
{
    // Amazon SQS Developer Guide: Encryption at rest in Amazon SQS.
    private const string Unsigned = "requests to it that are not signed, or come over plain HTTP, are refused from then on";

    public override async Task PlanAsync(RepairScene scene, IReadOnlyList<RepairCase> cases)
    {
        foreach (var one in cases)
        {
            var header = scene.Header(one.Region, QueueKind.Type, one.Id, one.Id, $"Has SQS encrypt the messages of queue {one.Id}.");
            var url = await QueueKind.UrlAsync(scene.Aws.In(header.Region), one.Id, scene.CancellationToken);
            var change = QueueKind.Encrypt(header, url, await scene.PresentAsync(header));
            scene.Add("Turn on encryption with keys of SQS", change is null ? null : change with { Risks = [Unsigned] });
        }
    }
}
