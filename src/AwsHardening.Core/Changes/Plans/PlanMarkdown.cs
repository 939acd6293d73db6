using static AwsHardening.Core.Changes.Plans.Printable;

namespace AwsHardening.Core.Changes.Plans;

/// <summary>A plan for review in a pull request.</summary>
internal static class PlanMarkdown
{
    public static string Render(HardeningPlan plan)
    {
        List<string> lines =
        [
            $"## Plan {Markdown(plan.PlanId)}: {PlanText.Count(plan.Changes.Count)} in account {Markdown(plan.AccountId)}, {Markdown(plan.Region)}",
            "",
            $"Worked out by {Markdown(plan.CallerArn)} at {plan.CreatedAt:u}; expires {plan.ExpiresAt:u}. SHA-256 {plan.Sha256}",
        ];
        foreach (var (change, index) in plan.Changes.Select((change, index) => (change, index)))
        {
            lines.AddRange(["", $"### {index + 1}. {Markdown(change.ResourceId)} ({Markdown(change.ResourceName)})", ""]);
            string[] marks = [.. PlanMarks.Of(change).Select(mark => $"> **{mark.Title}**: {Markdown(mark.Sentence)}")];
            if (marks.Length > 0)
            {
                // An empty quoted line between them: else they would run into one paragraph.
                lines.AddRange([string.Join("\n>\n", marks), ""]);
            }

            lines.AddRange([$"{Markdown(change.Action)}", "", Markdown(change.Why), ""]);
            lines.AddRange(Fenced("diff", PlanDiff.Lines(change)));
            if (PlanFlows.Lines(change) is { Count: > 0 } flows)
            {
                lines.AddRange(["", .. flows.Select(line => "- " + Markdown(line))]);
            }

            lines.AddRange(["", "<details><summary>Calls</summary>", ""]);
            lines.AddRange(Fenced("", [.. change.Calls.Select(Text)]));
            lines.AddRange(["", change.Inverse.Count == 0 ? "No call takes this back." : "To take it back:", ""]);
            lines.AddRange(Fenced("", [.. change.Inverse.Select(Text)]));
            lines.AddRange(["", "</details>"]);
        }

        lines.AddRange(["", "Based on: " + string.Join(", ", plan.Reads.Select(read => $"{Markdown(read.What)} ({read.Count})")), ""]);
        return string.Join('\n', lines);
    }
}
