using AwsHardening.Core.Changes;
using AwsHardening.Core.Changes.Plans;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Network;

namespace AwsHardening.Demo;

/// <summary>A plan: to a file, altered, overtaken by another change, applied, and taken back by its id.</summary>
internal static class PlanStory
{
    /// <returns>True when everything went as told.</returns>
    public static async Task<bool> TellAsync(HardeningSession session, IReadOnlyList<SgRule> open)
    {
        Say("Plan file: reviewed today, applied tomorrow", "One JSON file with every call and its inverse, under a SHA-256. Nothing is asked and nothing is changed.");
        var folder = Directory.CreateTempSubdirectory("aws-hardening-demo-").FullName;
        try
        {
            return await TellAsync(session, open, Path.Combine(folder, "plan.json"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<bool> TellAsync(HardeningSession session, IReadOnlyList<SgRule> open, string path)
    {
        var host = new ConsoleHost();
        var plan = (await SgPeerReferenceOperation.PlanAsync(session, open, new SgPeerReferenceOptions(), host, default))!;
        PlanOperation.Export(plan, path, overwrite: false);
        foreach (var line in PlanOperation.Show(plan, markdown: false).TakeWhile(line => !line.StartsWith("2.", StringComparison.Ordinal)))
        {
            Console.WriteLine($"  {(line.Length > 150 ? line[..147] + "..." : line)}");
        }

        Console.WriteLine("  ...\n");
        Say("One byte altered: refused", "The digest covers the whole file; the error names the change.");
        var altered = path + ".altered";
        File.WriteAllText(altered, Alter(File.ReadAllText(path)));
        var refusals = 0;
        try
        {
            PlanOperation.Import(altered);
        }
        catch (OperationException e)
        {
            refusals++;
            Console.WriteLine($"  {e.Error.Id}: {e.Message}\n");
        }

        Say("Drift: refused", "Somebody makes one of the changes before the plan is applied: no call of the plan is made.");
        var first = await SgPeerReferenceOperation.SetAsync(
            session, [.. open.Where(rule => rule.GroupId == plan.Changes[0].ResourceId)], new SgPeerReferenceOptions(), host, default).ToListAsync();
        refusals += await ApplyAsync(session, path, host) == 0 ? 1 : 0;
        await UndoAsync(session, first.Select(one => one.ChangeId!).Distinct());

        Say("Applied, and taken back by the plan's id", "The same file, now that the account is as it was.");
        var made = await ApplyAsync(session, path, host);
        refusals += await ApplyAsync(session, path, host) == 0 ? 1 : 0;
        var undone = await UndoAsync(session, [plan.PlanId]);
        Console.WriteLine($"  {made} changes made, {undone} taken back.\n");
        return refusals == 3 && made == plan.Changes.Count && undone == made;
    }

    private static async Task<int> ApplyAsync(HardeningSession session, string path, ConsoleHost host)
    {
        var before = host.Errors.Count;
        var made = await PlanOperation.InvokeAsync(session, PlanOperation.Import(path), new PlanApplyOptions { MaxChange = 10 }, host, default).ToListAsync();
        foreach (var error in host.Errors.Skip(before))
        {
            Console.WriteLine($"  {error.Id}: {error.Message}\n");
        }

        return made.Count;
    }

    private static async Task<int> UndoAsync(HardeningSession session, IEnumerable<string> ids) =>
        (await ChangeOperation.UndoAsync(session, new UndoOptions { Id = [.. ids] }, new ConsoleHost(), default).ToListAsync()).Count;

    private static string Alter(string text)
    {
        var at = text.IndexOf("\"10.", StringComparison.Ordinal) + 1;
        return $"{text[..at]}2{text[(at + 1)..]}";
    }

    private static void Say(string title, string sentence) => Console.WriteLine($"== {title}\n   {sentence}\n");
}
