using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Hosting;
using static AwsHardening.Bench.PowerShellCommand;

namespace AwsHardening.Bench;

/// <summary><c>Get-SgRule</c> against <c>aws ec2 describe-security-group-rules</c> on the same served account.</summary>
internal static class RuleRead
{
    private const int Runs = 5;
    private static readonly int[] s_sizes = [100, 10_000];

    public static async Task<Table> MeasureAsync(PowerShellCommand powerShell)
    {
        List<string[]> rows = [];
        foreach (var size in s_sizes)
        {
            rows.AddRange(await MeasureAsync(powerShell, size));
        }

        return new Table(
            "Reading security group rules",
            $"Fresh processes in turn on one endpoint, medians of {Runs} runs in milliseconds. Get-SgRule also reads VPCs and "
            + "interfaces, which the aws CLI's command does not.",
            ["what", "rules", "process", "ratio to aws", "without the start of PowerShell"],
            rows);
    }

    private static async Task<IEnumerable<string[]>> MeasureAsync(PowerShellCommand powerShell, int size)
    {
        var account = SandboxAccount.Create();
        RuleSeed.Fill(account, size);
        await using var server = SandboxServer.Start(account);
        var environment = new Dictionary<string, string>
        {
            ["AWS_ACCESS_KEY_ID"] = account.Principals.Default.AccessKeyId,
            ["AWS_SECRET_ACCESS_KEY"] = "sandbox",
            ["AWS_REGION"] = account.Region,
            ["AWS_DEFAULT_REGION"] = account.Region,
            ["AWS_ENDPOINT_URL"] = server.Endpoint.ToString(),
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["AWS_PAGER"] = "",
        };
        List<Sample.Command> commands =
            [powerShell.Timed("Get-SgRule", $"Import-Module {Quote(Folders.Module)}; $null = Get-SgRule", environment)];
        if (AwsCli.Find() is { } aws)
        {
            commands.Add(new("aws ec2 describe-security-group-rules", aws, ["ec2", "describe-security-group-rules"], environment));
        }
        else
        {
            Console.WriteLine("SKIPPED: the comparison with the aws CLI: aws is not on this machine");
        }

        var samples = await Sample.TakeAsync(Runs, [.. commands]);
        var reference = commands.Count > 1 ? samples[1].Process : double.NaN;
        return samples.Select(sample => new[]
        {
            sample.Name, Report.Number(size), Report.Number(sample.Process),
            Report.Number(sample.Process / reference, "N2"), Report.Number(sample.Reported),
        });
    }
}
