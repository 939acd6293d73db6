namespace AwsHardening.Tasks;

/// <summary>Task <c>demo</c>: the story of the Fnd203 workshop, through the cmdlets where there is a PowerShell.</summary>
internal static class Demo
{
    public static async Task<int> Run(Options options)
    {
        // A journal of its own: the demo neither reads nor writes the user's.
        var environment = new Dictionary<string, string> { ["AWS_HARDENING_HOME"] = Repository.FreshFolder("demo") };
        if (await PowerShell.FindAsync(options, "the cmdlets; the same story runs through the engine") is { } powerShell)
        {
            await ModuleStage.Run(options);
            return await powerShell.ShowScriptAsync(Repository.In("samples", "fnd203.ps1"), environment);
        }

        return await Shell.RunAsync(
            "dotnet", ["run", "--project", Repository.In("eng", "Demo"), "--configuration", "Release", "--verbosity", "quiet"],
            environment);
    }
}
