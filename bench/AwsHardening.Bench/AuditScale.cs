using System.Diagnostics;
using System.Globalization;
using AwsHardening.Core.Account;
using AwsHardening.Core.Reporting;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Hosting;

namespace AwsHardening.Bench;

/// <summary>An audit by every rule of an account with many resources, against the bare reads of the same lists.</summary>
internal static class AuditScale
{
    private const int DefaultSize = 10_000;

    private static readonly string[] s_sizes = ["MaxResults", "PageSize", "MaxItems", "Limit", "MaxBuckets"];

    public static async Task<Table> MeasureAsync()
    {
        var size = int.TryParse(Environment.GetEnvironmentVariable("AWS_HARDENING_BENCH_RESOURCES"), CultureInfo.InvariantCulture, out var said) ? said : DefaultSize;
        var account = SandboxAccount.Create();
        var resources = AuditSeed.Fill(account, size);
        await using var server = SandboxServer.Start(account);
        using var session = SessionOperation.Open(new ConnectOptions
        {
            Region = account.Region,
            EndpointUrl = server.Endpoint.ToString(),
            AccessKeyId = account.Principals.Default.AccessKeyId,
            SecretAccessKey = "sandbox",
        });
        // No account but this one is asked: nobody else's share of the quota is to be spared.
        var options = new AuditOptions { Region = [account.Region], RequestsPerSecond = 1_000_000 };
        // Clients, models and code are warm for both.
        await AuditOperation.AuditAsync(session, options with { Rule = ["iam-root-mfa", "s3-account-block"] }, new ConsentingHost(), default).CountAsync();
        account.ClearCalls();
        var bare = await TimeAsync(() => BareReads.ReadAsync(AwsSession.Of(session)));
        account.ClearCalls();
        var audit = await TimeAsync(() => AuditOperation.AuditAsync(session, options, new ConsentingHost(), default).CountAsync().AsTask());
        var calls = account.Calls.Count;
        var fewest = account.Calls.DistinctBy(Question).Count();
        return new Table(
            $"An audit of {Report.Number(resources)} resources by all {RuleCatalog.All.Count} rules",
            "One Region, over HTTP on the loopback; the account is served by the same process, so that the memory of both counts. Bare: the SDK's "
                + "typed clients read the longest of the lists and nothing is kept. Fewest: each distinct question asked once; one asked again in pages of another size is the same question.",
            ["what", "seconds", "ratio", "found", "memory growth at most, MB", "calls", "fewest", "calls / fewest"],
            [
                ["bare reads", Report.Number(bare.Seconds, "N2"), "1.00", Report.Number(bare.Count), Report.Number(bare.Growth, "N0"), "-", "-", "-"],
                ["audit", Report.Number(audit.Seconds, "N2"), Report.Number(audit.Seconds / bare.Seconds, "N2"), Report.Number(audit.Count), Report.Number(audit.Growth, "N0"),
                    Report.Number(calls), Report.Number(fewest), Report.Number((double)calls / fewest, "N2")],
            ]);
    }

    private static string Question(SandboxCall call) =>
        $"{call.Service} {call.Operation} {string.Join(' ', call.Parameters.Where(one => !s_sizes.Contains(one.Key)).Select(one => $"{one.Key}={one.Value?.ToJsonString()}"))}";

    private static async Task<(double Seconds, int Count, double Growth)> TimeAsync(Func<Task<int>> work)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = before;
        using var over = new CancellationTokenSource();
        var watch = Task.Run(async () =>
        {
            using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
            while (!over.IsCancellationRequested)
            {
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false));
                await tick.WaitForNextTickAsync();
            }
        });
        var clock = Stopwatch.StartNew();
        var count = await work();
        var seconds = clock.Elapsed.TotalSeconds;
        await over.CancelAsync();
        await watch;
        return (seconds, count, (most - before) / 1024.0 / 1024);
    }
}
