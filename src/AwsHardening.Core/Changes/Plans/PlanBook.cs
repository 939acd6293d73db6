namespace AwsHardening.Core.Changes.Plans;

/// <summary>Takes changes down instead of making them.</summary>
internal sealed class PlanBook
{
    private readonly List<PlannedChange> _changes = [];

    public IReadOnlyList<PlannedChange> Changes => _changes;

    public void Add(string action, ResourceChange change) => _changes.Add(new PlannedChange(action, change));
}
