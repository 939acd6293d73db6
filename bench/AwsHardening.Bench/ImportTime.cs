using static AwsHardening.Bench.PowerShellCommand;

namespace AwsHardening.Bench;

/// <summary>Import of the module against import of a module that is empty, and what a first command adds.</summary>
internal static class ImportTime
{
    private const int Runs = 15;

    public static async Task<Table> MeasureAsync(PowerShellCommand powerShell)
    {
        var import = $"Import-Module {Quote(Folders.Module)}";
        var samples = await Sample.TakeAsync(Runs,
            powerShell.Timed("empty binary module with a manifest", $"Import-Module {Quote(Folders.EmptyModule)}"),
            powerShell.Timed("its DLL alone", $"Import-Module {Quote(Path.ChangeExtension(Folders.EmptyModule, ".dll"))}"),
            powerShell.Timed("AwsHardening", import),
            powerShell.Timed("AwsHardening, connected to the sandbox, Get-SgRule",
                import + "; $null = Connect-AwsHardening -Sandbox Fnd203; $null = Get-SgRule"));
        return new Table(
            "Import time",
            $"Fresh `pwsh -NoProfile` processes in turn, medians of {Runs} runs in milliseconds: the statement inside the "
            + "session, and the whole process.",
            ["what", "statement", "ratio", "process", "ratio"],
            [.. samples.Select(sample => new[]
            {
                sample.Name,
                Report.Number(sample.Reported), Report.Number(sample.Reported / samples[0].Reported, "N2"),
                Report.Number(sample.Process), Report.Number(sample.Process / samples[0].Process, "N2"),
            })]);
    }
}
