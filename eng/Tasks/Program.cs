namespace AwsHardening.Tasks;

internal static class Program
{
    private static readonly RepositoryTask[] s_tasks =
    [
        new("build", "stage an importable module in out/AwsHardening", ModuleStage.Run),
        new("demo", "show a security group's 65,536 addresses become 4, and undo it, on an embedded account", Demo.Run),
        new("test", "run every suite; --deep runs the property tests longer", TestRun.Run),
        new("bench", "measure; tables in bench/results; --only encryption,calls for some of them", Bench.Run),
        new("package", "make the nupkg for the PowerShell Gallery in out/", Package.Run),
        new("clean", "remove out/ and every bin/ and obj/", Clean.Run),
    ];

    private static async Task<int> Main(string[] arguments)
    {
        if (!Options.TryParse(arguments, out var options) || Array.Find(s_tasks, t => t.Name == options.Task) is not { } task)
        {
            WriteUsage();
            return 2;
        }

        try
        {
            return await task.RunAsync(options);
        }
        catch (TaskFailedException failure)
        {
            await Console.Error.WriteLineAsync($"{task.Name}: {failure.Message}");
            return 1;
        }
    }

    private static void WriteUsage()
    {
        Console.Error.WriteLine("usage: ./build.sh <task> [--deep] [--pwsh <path>|none] [--only <benchmark>,...]");
        foreach (var task in s_tasks)
        {
            Console.Error.WriteLine($"  {task.Name,-8} {task.Summary}");
        }
    }

    private sealed record RepositoryTask(string Name, string Summary, Func<Options, Task<int>> RunAsync);
}
