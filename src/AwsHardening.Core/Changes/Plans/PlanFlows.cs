namespace AwsHardening.Core.Changes.Plans;

/// <summary>What a change does to the flows of the network, as lines that people read.</summary>
internal static class PlanFlows
{
    /// <summary>One line a set of flows; a sentence where none changes; nothing where that was not asked.</summary>
    public static IReadOnlyList<string> Lines(HardeningPlanChange change) => !change.FlowsCompared ? []
        : change.FlowsLost.Count + change.FlowsGained.Count == 0 ? ["Flows: none is lost, none is gained."]
        : [.. change.FlowsLost.Select(flow => $"Flow lost: {flow}{Note(flow)}"), .. change.FlowsGained.Select(flow => $"Flow gained: {flow}")];

    private static string Note(HardeningFlow flow) => flow switch
    {
        { Asked: true } => " (asked for)",
        { Unlikely: true } => " (only where a system was told to choose ports below 32768)",
        _ => "",
    };
}
