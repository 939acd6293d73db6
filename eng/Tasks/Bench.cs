namespace AwsHardening.Tasks;

/// <summary>Task <c>bench</c>: measures; asserts nothing.</summary>
internal static class Bench
{
    public static async Task<int> Run(Options options)
    {
        await ModuleStage.Run(options);
        List<string> arguments =
            ["run", "--project", Repository.In("bench", "AwsHardening.Bench"), "--configuration", "Release", "--verbosity", "quiet", "--"];
        if (await PowerShell.FindAsync(options, "import time and Get-SgRule against the aws CLI") is { } powerShell)
        {
            arguments.AddRange([powerShell.Program, .. powerShell.Prefix]);
        }

        if (options.Only is { } only)
        {
            arguments.AddRange(["--only", only]);
        }

        var environment = new Dictionary<string, string> { ["AWS_HARDENING_HOME"] = Repository.FreshFolder("bench") };
        return await Shell.RunAsync("dotnet", arguments, environment);
    }
}
