namespace AwsHardening.Tasks;

/// <summary>Task <c>test</c>: every suite there is, one line at the end.</summary>
internal static class TestRun
{
    /// <summary>Each is run in PowerShell, prints its skips with their reasons, and ends with a <see cref="TestTally"/> line.</summary>
    private static readonly string[] s_scriptSuites =
    [
        Repository.In("tests", "pester", "Invoke-Tests.ps1"),
        Repository.In("eng", "Invoke-ScriptAnalysis.ps1"),
    ];

    public static async Task<int> Run(Options options)
    {
        // Tests are many short programs: a runtime that gathers profiles of their methods and collects in the background takes a third longer.
        var environment = new Dictionary<string, string>
        {
            ["DOTNET_TieredPGO"] = "0",
            ["DOTNET_gcConcurrent"] = "0",
            ["DOTNET_GCgen0size"] = "4000000",
        };
        if (options.Deep)
        {
            environment["AWS_HARDENING_DEEP"] = "1";
        }

        // Tests of the engine start shells that import the module too.
        var powerShell = await PowerShell.FindAsync(options, $"{ScriptSuites} and the tests that start a shell");
        var staged = powerShell is not null ? await StageAsync(options) : null;
        var tally = new TestTally();
        foreach (var project in Directory.EnumerateFiles(Repository.In("tests"), "*Tests.csproj", SearchOption.AllDirectories).Order())
        {
            tally += await RunProjectAsync(project, environment);
        }

        tally += await RunScriptsAsync(powerShell, staged, environment);
        Console.WriteLine(tally);
        return tally.Failed == 0 ? 0 : 1;
    }

    private static async Task<TestTally> RunProjectAsync(string project, Dictionary<string, string> environment)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        Console.WriteLine($"== {name}");
        var results = Repository.FreshFolder(Path.Combine("test-results", name));
        var exitCode = await Shell.RunAsync("dotnet",
            ["test", project, "--configuration", "Release", "--nologo", "--verbosity", "quiet",
             "--logger", "trx", "--results-directory", results],
            environment);

        var tally = new TestTally();
        foreach (var file in Directory.EnumerateFiles(results, "*.trx"))
        {
            tally += TestResultFile.Read(file);
        }

        Console.WriteLine($"{name}: {tally}");
        return Judge(name, exitCode, tally, ran: tally.Passed + tally.Failed > 0);
    }

    private static string ScriptSuites => string.Join(" and ", s_scriptSuites.Select(suite => Path.GetRelativePath(Repository.Root, suite)));

    /// <returns>Why there is no module to test; null where there is.</returns>
    private static async Task<string?> StageAsync(Options options)
    {
        try
        {
            await ModuleStage.Run(options);
            return null;
        }
        catch (TaskFailedException failure)
        {
            return failure.Message;
        }
    }

    private static async Task<TestTally> RunScriptsAsync(PowerShell? powerShell, string? notStaged, Dictionary<string, string> environment)
    {
        if (powerShell is null)
        {
            return new TestTally(0, 0, s_scriptSuites.Length);
        }

        if (notStaged is not null)
        {
            Console.WriteLine($"FAILED: {ScriptSuites} had no module to test: {notStaged}");
            return new TestTally(0, s_scriptSuites.Length, 0);
        }

        var tally = new TestTally();
        foreach (var suite in s_scriptSuites)
        {
            var name = Path.GetRelativePath(Repository.Root, suite);
            Console.WriteLine($"== {name}");
            var (exitCode, lines) = await powerShell.RunScriptAsync(suite, environment);
            // A machine without Pester may skip a whole suite, as long as it is said.
            var counted = TestTally.Parse(lines is [.., var last] ? last : null);
            tally += Judge(name, exitCode, counted ?? new TestTally(), ran: counted is not null && counted != new TestTally());
        }

        return tally;
    }

    /// <summary>A suite that ran no test, or failed without naming one, counts as one failure: silence is not success.</summary>
    private static TestTally Judge(string name, int exitCode, TestTally tally, bool ran)
    {
        if (!ran)
        {
            Console.WriteLine($"FAILED: {name} ran no test");
            return tally with { Failed = 1 };
        }

        if (exitCode != 0 && tally.Failed == 0)
        {
            Console.WriteLine($"FAILED: {name} ended with exit code {exitCode}");
            return tally with { Failed = 1 };
        }

        return tally;
    }
}
