using AwsHardening.Core.Account;
using AwsHardening.Core.Audit;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Hosting;

namespace AwsHardening.Bench;

/// <summary>Calls that a baseline of several Regions makes, against the fewest that could do it.</summary>
internal static class AuditCallCount
{
    private static readonly string[] s_regions = ["us-east-1", "us-east-2", "us-west-2", "eu-west-1", "ap-south-1"];

    public static async Task<Table> MeasureAsync()
    {
        var account = SandboxAccount.FromTemplate("Fnd203");
        await using var server = SandboxServer.Start(account);
        using var session = SessionOperation.Open(new ConnectOptions
        {
            Region = account.Region,
            EndpointUrl = server.Endpoint.ToString(),
            AccessKeyId = account.Principals.Default.AccessKeyId,
            SecretAccessKey = "sandbox",
        });
        var (host, options) = (new ConsentingHost(), new AuditBaselineOptions { Regions = s_regions });
        List<string[]> rows = [];
        await CountAsync("Enable-AuditBaseline, first run", () => AuditBaselineOperation.EnableAsync(session, options, host, default).CountAsync().AsTask());
        await CountAsync("Enable-AuditBaseline, again", () => AuditBaselineOperation.EnableAsync(session, options, host, default).CountAsync().AsTask());
        await CountAsync("Get-AuditBaseline", () => AuditBaselineOperation.GetAsync(session, options, host, default).CountAsync().AsTask());
        await CountAsync("Get-TrailEvent, every event", () =>
            TrailEventOperation.FindAsync(session, s_regions, new TrailEventQuery(), follow: false, host, default).CountAsync().AsTask());
        return new Table(
            $"Calls of a baseline over {s_regions.Length} Regions",
            "Fewest: every distinct question to a Region asked once (a page is a question of its own; one repeated after a change that alters "
                + "its answer counts again), plus the changing calls, of which each leaves something behind.",
            ["what", "reads", "fewest reads", "changes", "made / fewest"],
            [.. rows]);

        async Task CountAsync(string what, Func<Task<int>> work)
        {
            account.ClearCalls();
            await work();
            var calls = account.Calls;
            var changes = calls.Count(call => call.Mutating);
            // Refused for its pace alone: made, and never needed.
            var reads = calls.Where(call => !call.Mutating).ToArray();
            var fewest = Fewest(calls);
            rows.Add([what, Report.Number(reads.Length), Report.Number(fewest), Report.Number(changes), Report.Number((double)(reads.Length + changes) / (fewest + changes), "N2")]);
        }
    }

    private static int Fewest(IReadOnlyList<SandboxCall> calls)
    {
        HashSet<string> asked = new(StringComparer.Ordinal);
        var fewest = 0;
        foreach (var call in calls)
        {
            if (call.Mutating)
            {
                // What was known of this service in this Region is known no more.
                asked.RemoveWhere(question => question.StartsWith($"{call.Service} {call.Region} ", StringComparison.Ordinal));
            }
            else if (call.ErrorCode is not "ThrottlingException" && asked.Add($"{call.Service} {call.Region} {call.Operation} {call.Parameters.ToJsonString()}"))
            {
                fewest++;
            }
        }

        return fewest;
    }
}
