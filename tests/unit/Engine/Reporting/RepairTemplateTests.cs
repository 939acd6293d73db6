using AwsHardening.Core.Reporting;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Reporting;

/// <summary>The workshops' accounts: repaired until nothing is left that is safe to repair, then taken back.</summary>
public sealed class RepairTemplateTests
{
    [Theory]
    [InlineData("Fnd203")]
    [InlineData("SecurityEssentials")]
    public async Task An_account_is_repaired_until_it_is_clean_and_is_then_as_it_was(string template)
    {
        using var bench = new RepairBench(SandboxAccount.FromTemplate(template));
        var host = new TestHost { Continues = true };
        var first = await bench.AuditAsync();
        var (before, rules) = (await bench.ExportAsync(), AccountContent.Of(bench.Account));
        var changes = await bench.RepairAsync(first, host);
        Console.WriteLine(string.Join("\n", host.Errors.Select(e => $"{e.Id}: {e.Message}")));
        Console.WriteLine(string.Join("\n", host.Warnings));
        Console.WriteLine(string.Join("\n", changes.Select(c => $"{c.Status} {c.ResourceType} {c.ResourceId}")));
        var second = await bench.AuditAsync();
        Console.WriteLine("LEFT");
        Console.WriteLine(string.Join("\n", second.Where(f => f.Status != FindingStatus.Pass).Select(f => $"{f} {f.CanRepair} {f.Reason} {f.CannotRepairReason}")));
        var undone = await bench.UndoAsync(changes, host);
        Console.WriteLine(string.Join("\n", host.Errors.Select(e => $"{e.Id}: {e.Message}")));
        Console.WriteLine("DIFF");
        Console.WriteLine(string.Join("\n", await bench.DifferencesAsync(before)));
        Assert.Equal(rules, AccountContent.Of(bench.Account));
    }
}
