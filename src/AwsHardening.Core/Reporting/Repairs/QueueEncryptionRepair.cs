using AwsHardening.Core.Reporting.Kinds;

namespace AwsHardening.Core.Reporting.Repairs;

/// <summary>Has SQS encrypt queues with keys of its own, which cost nothing.</summary>
internal sealed class QueueEncryptionRepair : Repair
{
    // Amazon SQS Developer Guide: Encryption at rest in Amazon SQS.
    private const string Unsigned = "requests to it that are not signed, or come over plain HTTP, are refused from then on";

    public override async Task PlanAsync(RepairScene scene, IReadOnlyList<RepairCase> cases)
    {
        await foreach (var (_, header, present) in scene.PresentAsync(
            cases, same => scene.Header(same[0].Region, QueueKind.Type, same[0].Id, same[0].Id, $"Has SQS encrypt the messages of queue {same[0].Id}.")))
        {
            var change = QueueKind.Encrypt(header, present);
            scene.Add("Turn on encryption with keys of SQS", change is null ? null : change with { Risks = [Unsigned] });
        }
    }
}
