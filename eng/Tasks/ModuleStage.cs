namespace AwsHardening.Tasks;

/// <summary>Task <c>build</c>: compiles the module and lays it out as PowerShell imports it.</summary>
internal static class ModuleStage
{
    /// <summary>
    /// What stands in PowerShell's default load context. Everything else that the publish brings is private to the
    /// module and belongs in dependencies/, where its own load context finds it.
    /// </summary>
    private static readonly string[] s_defaultContext = ["AwsHardening", "AwsHardening.Records"];

    public static async Task<int> Run(Options options)
    {
        var publish = Repository.FreshFolder("publish");
        await Shell.DotnetAsync("publish", Repository.In("src", "AwsHardening", "AwsHardening.csproj"),
            "--configuration", "Release", "--output", publish, "--verbosity", "quiet", "--nologo");

        var module = Repository.FreshFolder("AwsHardening");
        CopyAssemblies(publish, module);
        await CopyTextsAsync(module);
        Repository.Delete(publish);
        Console.WriteLine($"staged AwsHardening {Repository.Version} in {Path.GetRelativePath(Repository.Root, module)}");
        return 0;
    }

    private static void CopyAssemblies(string publish, string module)
    {
        foreach (var file in Directory.EnumerateFiles(publish, "*", SearchOption.AllDirectories))
        {
            if (Path.GetExtension(file) is ".dll" or ".pdb")
            {
                var isDefault = s_defaultContext.Contains(Path.GetFileNameWithoutExtension(file));
                Copy(file, Path.Combine(module, isDefault ? "" : "dependencies", Path.GetRelativePath(publish, file)));
            }
        }
    }

    private static async Task CopyTextsAsync(string module)
    {
        var manifest = ModuleManifest.Load(Repository.In("AwsHardening.psd1"));
        await File.WriteAllTextAsync(Path.Combine(module, "AwsHardening.psd1"), manifest.WithVersion(Repository.Version));
        Copy(Repository.In("LICENSE"), Path.Combine(module, "LICENSE"));
        Copy(Repository.In("NOTICE"), Path.Combine(module, "NOTICE"));

        var source = Repository.In("src", "AwsHardening");
        var help = Path.Combine(source, "en-US");
        var texts = Directory.EnumerateFiles(Path.Combine(source, "Formatting"), "*.ps1xml")
            .Concat(Directory.Exists(help) ? Directory.EnumerateFiles(help, "*", SearchOption.AllDirectories) : []);
        foreach (var file in texts)
        {
            Copy(file, Path.Combine(module, Path.GetRelativePath(source, file)));
        }
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(from, to);
    }
}
