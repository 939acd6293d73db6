using System.Text.Json;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.AwsCli;

public class EmulatorComparisonTests(ScriptFixture fixture)
{
    [Fact]
    public async Task The_sandbox_answers_as_the_emulator_does_where_both_are_right()
    {
        Task<ScriptRun> sandboxRun = fixture.Sandbox, motoRun = fixture.Moto;
        ScriptRun sandbox = await sandboxRun, moto = await motoRun;
        Dictionary<string, string> known = KnownDifferences();
        var problems = new List<string>();
        foreach (string step in SecurityGroupScript.Steps.Select(step => step.Name))
        {
            string ours = sandbox.Normalized(step), theirs = moto.Normalized(step);
            if (ours != theirs && !known.Remove(step))
            {
                problems.Add($"{step}:\n  sandbox  {ours}\n  emulator {theirs}");
            }
            else if (ours == theirs && known.ContainsKey(step))
            {
                problems.Add($"{step}: listed as different, and the same: {ours}");
            }
        }

        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    private static Dictionary<string, string> KnownDifferences()
    {
        using JsonDocument document = JsonDocument.Parse(
            File.ReadAllBytes(RepositoryFiles.Combine("tests", "unit", "Sandbox", "AwsCli", "known-differences.json")));
        return document.RootElement.EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetString()!);
    }
}
