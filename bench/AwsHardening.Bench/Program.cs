using AwsHardening.Bench;

// What stands on the command line is how to start PowerShell; nothing, where there is none.
var report = new Report(args);
if (args.Length > 0)
{
    var powerShell = new PowerShellCommand(args);
    await report.WriteAsync("import", await ImportTime.MeasureAsync(powerShell));
    await report.WriteAsync("get-sgrule", await RuleRead.MeasureAsync(powerShell));
}

await report.WriteAsync("trail-logs", await LogFilter.MeasureAsync());
await report.WriteAsync("reachability", Reachability.Measure(1_000, 2_500, 5_000, 10_000));
await report.WriteAsync("calls", await CallCount.MeasureAsync());
await report.WriteAsync("encryption", MessageSpeed.Measure());
await report.WriteAsync("encryption-small", MessageSpeed.MeasureSmall());
await report.WriteAsync("encryption-files", await MessageSpeed.MeasureFilesAsync());
return 0;
