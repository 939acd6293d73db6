namespace AwsHardening.Tasks;

/// <summary>Task <c>clean</c>: removes what the other tasks make.</summary>
internal static class Clean
{
    public static Task<int> Run(Options options)
    {
        Repository.Delete(Repository.Out);
        string[] houses = ["src", "tests", "bench", "packaging", "eng"];
        var projects = houses
            .Select(house => Repository.In(house))
            .Where(Directory.Exists)
            .SelectMany(house => Directory.EnumerateFiles(house, "*.csproj", SearchOption.AllDirectories))
            .Select(project => Path.GetDirectoryName(project)!);
        foreach (var folder in projects.Where(folder => !OperatingSystem.IsWindows() || !IsThisProgram(folder)))
        {
            Repository.Delete(Path.Combine(folder, "bin"));
            Repository.Delete(Path.Combine(folder, "obj"));
        }

        if (OperatingSystem.IsWindows())
        {
            Console.WriteLine("LEFT OUT: eng/Tasks/bin and obj: Windows holds a program's files while it runs");
        }

        return Task.FromResult(0);
    }

    private static bool IsThisProgram(string folder) => AppContext.BaseDirectory.StartsWith(folder, StringComparison.OrdinalIgnoreCase);
}
