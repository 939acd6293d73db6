using AwsHardening.Core.Account;
using AwsHardening.Core.Account.Snapshots;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Network;

namespace AwsHardening.Demo;

/// <summary>A rehearsal: the account is copied, the change is made on the copy, the copies are compared, then it is made for real.</summary>
internal static class RehearsalStory
{
    /// <returns>True when the account did what the copy had done.</returns>
    public static async Task<bool> TellAsync(HardeningSession session, IReadOnlyList<SgRule> open)
    {
        var folder = Directory.CreateTempSubdirectory("aws-hardening-demo-").FullName;
        try
        {
            return await TellAsync(session, open, name => Path.Combine(folder, name));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<bool> TellAsync(HardeningSession session, IReadOnlyList<SgRule> open, Func<string, string> file)
    {
        Say("Rehearsal: the account is copied", "Everything that the module can change or reason about, in one file; nothing is changed by it.");
        var writes = Writes(session);
        var before = await ExportAsync(session, file("before.snapshot"));
        Console.WriteLine($"  {before.ResourceCount} resources of account {before.AccountId} in {before.Region}: {before.Length:N0} bytes.\n");

        Say("The change is made on the copy", "The same rules, the same ids, the same command: only the account is another.");
        using var copy = SessionOperation.Open(new ConnectOptions { Sandbox = "before.snapshot", SandboxFile = before.Path });
        var rehearsed = await ChangeAsync(copy, open);
        await ExportAsync(copy, file("rehearsed.snapshot"));
        var expected = await CompareAsync(before.Path, file("rehearsed.snapshot"));
        Console.WriteLine($"  Calls that changed the copy: {Writes(copy)}; calls that changed the account: {Writes(session) - writes}.\n");
        var untouched = Writes(session) == writes;

        Say("The copies are compared", "What would be different in the account, resource by resource.");
        Table.Write(["Change", "Resource", "Id", "What"], expected.Select(one => new[]
        {
            $"{one.Change}", one.ResourceType, one.ResourceId, RuleText(one),
        }));

        Say("For real", "The account is compared with itself: it did what the copy had done, but for the ids that AWS issues.");
        var changed = await ChangeAsync(session, open);
        await ExportAsync(session, file("after.snapshot"));
        var happened = await CompareAsync(before.Path, file("after.snapshot"));
        var same = Contents(expected).SequenceEqual(Contents(happened));
        Console.WriteLine($"  {happened.Count} resources differ: {(same ? "as rehearsed" : "NOT as rehearsed")}.\n");
        var undone = await ChangeOperation
            .UndoAsync(session, new UndoOptions { Id = [.. changed] }, new ConsoleHost(), default).ToListAsync();
        Console.WriteLine($"  {undone.Count} changes taken back.\n");
        return untouched && same && happened.Count > 0 && rehearsed.Count == changed.Count && undone.Count == changed.Count;
    }

    private static async Task<IReadOnlyList<string>> ChangeAsync(HardeningSession session, IReadOnlyList<SgRule> open)
    {
        var done = await SgPeerReferenceOperation.SetAsync(
            session, [.. open.Select(rule => rule.RuleId)], new SgPeerReferenceOptions(), new ConsoleHost(), default).ToListAsync();
        return [.. done.Select(one => one.ChangeId!).Distinct()];
    }

    private static async Task<AccountSnapshot> ExportAsync(HardeningSession session, string path) =>
        (await SnapshotExport.ExportAsync(session, new SnapshotOptions { Path = path }, new ConsoleHost(), default))!;

    private static async Task<IReadOnlyList<AccountSnapshotDifference>> CompareAsync(string before, string after) =>
        await SnapshotComparison.CompareAsync(before, after, new ConsoleHost(), default).ToListAsync();

    private static int Writes(HardeningSession session) => session.GetSandboxCalls().Count(call => call.Mutating);

    private static IEnumerable<string> Contents(IEnumerable<AccountSnapshotDifference> differences) =>
        differences.Select(one => $"{one.Change} {one.ResourceType} {RuleText(one)}").Order(StringComparer.Ordinal);

    private static string RuleText(AccountSnapshotDifference difference)
    {
        var rule = System.Text.Json.Nodes.JsonNode.Parse(difference.After ?? difference.Before ?? "{}")!;
        return $"{rule["GroupId"]} {rule["IpProtocol"]} {rule["FromPort"]}-{rule["ToPort"]} {rule["CidrIpv4"] ?? rule["ReferencedGroupInfo"]?["GroupId"]}";
    }

    private static void Say(string title, string sentence) => Console.WriteLine($"== {title}\n   {sentence}\n");
}
