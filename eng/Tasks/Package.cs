namespace AwsHardening.Tasks;

/// <summary>Task <c>package</c>: the nupkg that the PowerShell Gallery takes.</summary>
internal static class Package
{
    public static async Task<int> Run(Options options)
    {
        await ModuleStage.Run(options);
        var manifest = ModuleManifest.Load(Path.Combine(Repository.Module, "AwsHardening.psd1"));
        var environment = new Dictionary<string, string>
        {
            ["ModuleDescription"] = manifest.Description,
            ["ModuleTags"] = string.Join(' ', Tags(manifest).Distinct()),
        };
        var exitCode = await Shell.RunAsync("dotnet",
            ["pack", Repository.In("packaging", "AwsHardening.Package.csproj"),
             "--output", Repository.Out, "--verbosity", "quiet", "--nologo"],
            environment);
        if (exitCode == 0)
        {
            Console.WriteLine($"packed out/AwsHardening.{Repository.Version}.nupkg");
        }

        return exitCode;
    }

    /// <summary>What the Gallery's search reads: the manifest's tags and those that Publish-PSResource would add.</summary>
    private static IEnumerable<string> Tags(ModuleManifest manifest) =>
    [
        "PSModule", "PSIncludes_Cmdlet",
        .. manifest.Tags,
        .. manifest.Cmdlets.Select(cmdlet => $"PSCmdlet_{cmdlet}"),
        .. manifest.Cmdlets.Select(cmdlet => $"PSCommand_{cmdlet}"),
    ];
}
