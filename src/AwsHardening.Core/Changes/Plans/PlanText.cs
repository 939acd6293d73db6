using static AwsHardening.Core.Changes.Plans.Printable;

namespace AwsHardening.Core.Changes.Plans;

/// <summary>A plan for review at a terminal.</summary>
internal static class PlanText
{
    public static IReadOnlyList<string> Render(HardeningPlan plan)
    {
        List<string> lines =
        [
            $"Plan {Text(plan.PlanId)}: {Count(plan.Changes.Count)} in account {Text(plan.AccountId)}, {Text(plan.Region)}",
            $"  Worked out by {Text(plan.CallerArn)} at {plan.CreatedAt:u}; expires {plan.ExpiresAt:u}",
            $"  SHA-256 {plan.Sha256}",
            .. plan.Reads.Select(read => $"  Based on {Text(read.What)} ({read.Count}, SHA-256 {read.Sha256[..Math.Min(12, read.Sha256.Length)]})"),
        ];
        foreach (var (change, index) in plan.Changes.Select((change, index) => (change, index)))
        {
            lines.AddRange(["", $"{index + 1}. {Text(change.ResourceType)} {Text(change.ResourceId)} ({Text(change.ResourceName)})"]);
            lines.AddRange(PlanMarks.Of(change).Select(mark => $"   ! {mark.Title}: {Text(mark.Sentence)}"));
            lines.AddRange([$"   {Text(change.Action)}", $"   Why: {Text(change.Why)}"]);
            lines.AddRange(PlanDiff.Lines(change).Select(line => "   " + line));
            lines.AddRange(PlanFlows.Lines(change).Select(line => "   " + Text(line)));
            lines.AddRange(Calls("Calls", change.Calls));
            lines.AddRange(Calls("To take it back", change.Inverse));
        }

        return lines;
    }

    internal static string Count(int changes) => changes == 1 ? "1 change" : $"{changes} changes";

    private static IEnumerable<string> Calls(string title, IReadOnlyList<string> calls) =>
        calls.Count == 0 ? [] : [$"   {title}:", .. calls.Select(call => "     " + Text(call))];
}
