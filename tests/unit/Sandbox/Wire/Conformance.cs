using System.Text.Json;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Wire;

/// <summary>Runs compliance cases and holds the list of exclusions to what it says.</summary>
internal static class Conformance
{
    private const string Variable = "AWS_HARDENING_CONFORMANCE";

    public static void Run(string direction, string protocol, Func<ConformanceCase, string?> check)
    {
        string? folder = Environment.GetEnvironmentVariable(Variable) ?? RepositoryFiles.FindShared("conformance/aws-protocols");
        if (folder is null)
        {
            Assert.Skip($"AWS's protocol compliance cases are not on this machine: set {Variable} to their folder.");
        }

        Dictionary<string, string> excluded = Exclusions(direction, protocol);
        var problems = new List<string>();
        int passed = 0;
        foreach (ConformanceCase one in ConformanceCase.Read(Path.Combine(folder, direction, $"{protocol}.json")))
        {
            string? problem = Check(one, check);
            switch ((problem, excluded.Remove(one.Id)))
            {
                case (null, true):
                    problems.Add($"{one.Id}: excluded, and passes. Take it off the list.");
                    break;
                case (not null, false):
                    problems.Add($"{one.Id}: {problem}");
                    break;
                case (null, false):
                    passed++;
                    break;
            }
        }

        problems.AddRange(excluded.Keys.Select(id => $"{id}: excluded, and there is no such case."));
        Assert.True(problems.Count == 0, $"{passed} cases passed, {problems.Count} did not:\n{string.Join("\n\n", problems)}");
        Assert.True(passed > 0, "No case was run.");
        TestContext.Current.TestOutputHelper?.WriteLine($"{direction} {protocol}: {passed} cases passed");
    }

    private static string? Check(ConformanceCase one, Func<ConformanceCase, string?> check)
    {
        try
        {
            return check(one);
        }
        catch (Exception thrown) when (thrown is not OutOfMemoryException)
        {
            return thrown.ToString();
        }
    }

    private static Dictionary<string, string> Exclusions(string direction, string protocol)
    {
        using JsonDocument document = JsonDocument.Parse(
            File.ReadAllBytes(RepositoryFiles.Combine("tests", "unit", "Sandbox", "Wire", "conformance-exclusions.json")));
        return document.RootElement.GetProperty($"{direction}/{protocol}").EnumerateObject()
            .ToDictionary(entry => entry.Name, entry => entry.Value.GetString()!);
    }
}
