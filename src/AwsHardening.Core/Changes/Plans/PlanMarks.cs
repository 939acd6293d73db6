namespace AwsHardening.Core.Changes.Plans;

/// <summary>What a reviewer must not overlook in a change.</summary>
internal static class PlanMarks
{
    /// <summary>One title and sentence each, the gravest first.</summary>
    public static IEnumerable<(string Title, string Sentence)> Of(HardeningPlanChange change)
    {
        if (change.Irreversible)
        {
            yield return ("IRREVERSIBLE", "No call takes this change back.");
        }

        foreach (var risk in change.Risks)
        {
            yield return ("RISK", Sentence(risk));
        }

        if (change.Cost is { } cost)
        {
            yield return ("COSTS MONEY", Sentence(cost));
        }

        if (change.Owner is { } owner)
        {
            yield return ("OWNED ELSEWHERE", Sentence(owner));
        }
    }

    private static string Sentence(string text) => text.EndsWith('.') ? text : text + ".";
}
