using AwsHardening.Bench;

// "--only a,b": these benchmarks alone. What stands before it is how to start PowerShell; nothing, where there is none.
string[] powerShell = [.. args.TakeWhile(arg => arg != "--only")];
string[] only = args.Length > powerShell.Length + 1 ? args[powerShell.Length + 1].Split(',') : [];
var report = new Report(powerShell);
if (powerShell.Length > 0)
{
    var command = new PowerShellCommand(powerShell);
    await RunAsync("import", () => ImportTime.MeasureAsync(command));
    await RunAsync("get-sgrule", () => RuleRead.MeasureAsync(command));
}

await RunAsync("trail-logs", LogFilter.MeasureAsync);
await RunAsync("reachability", () => Task.FromResult(Reachability.Measure(1_000, 2_500, 5_000, 10_000)));
await RunAsync("calls", CallCount.MeasureAsync);
await RunAsync("calls-audit", AuditCallCount.MeasureAsync);
await RunAsync("audit", AuditScale.MeasureAsync);
await RunAsync("encryption", () => Task.FromResult(MessageSpeed.Measure()));
await RunAsync("encryption-small", () => Task.FromResult(MessageSpeed.MeasureSmall()));
await RunAsync("encryption-files", MessageSpeed.MeasureFilesAsync);
await RunAsync("reports", ReportSpeed.MeasureAsync);
return 0;

async Task RunAsync(string name, Func<Task<Table>> measure)
{
    if (only.Length == 0 || only.Contains(name))
    {
        await report.WriteAsync(name, await measure());
    }
}
