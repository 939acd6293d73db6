using AwsHardening.Core.Changes.Plans;

namespace AwsHardening.Core.Reporting.Repairs;

/// <summary>What one kind of repair does, in order.</summary>
/// <param name="Repair">The repair.</param>
/// <param name="Changes">Its changes.</param>
internal sealed record RepairStep(Repair Repair, List<PlannedChange> Changes);
