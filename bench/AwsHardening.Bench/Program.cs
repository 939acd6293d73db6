using AwsHardening.Bench;

// What stands on the command line is how to start PowerShell; nothing, where there is none.
var report = new Report(args);
if (args.Length > 0)
{
    var powerShell = new PowerShellCommand(args);
    await report.WriteAsync("import", await ImportTime.MeasureAsync(powerShell));
    await report.WriteAsync("get-sgrule", await RuleRead.MeasureAsync(powerShell));
}

await report.WriteAsync("reachability", Reachability.Measure(1_000, 2_500, 5_000, 10_000));
await report.WriteAsync("calls", await CallCount.MeasureAsync());
return 0;
