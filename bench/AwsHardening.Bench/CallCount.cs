using AwsHardening.Core.Account;
using AwsHardening.Core.Network;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Hosting;

namespace AwsHardening.Bench;

/// <summary>Calls that the main pipeline makes, against the fewest that could do it.</summary>
internal static class CallCount
{
    public static async Task<Table> MeasureAsync()
    {
        var account = SandboxAccount.FromTemplate("Fnd203");
        await using var server = SandboxServer.Start(account);
        using var session = SessionOperation.Open(new ConnectOptions
        {
            Region = account.Region,
            EndpointUrl = server.Endpoint.ToString(),
            AccessKeyId = account.Principals.Default.AccessKeyId,
            SecretAccessKey = "sandbox",
        });
        var host = new ConsentingHost();
        var rules = await SgRuleOperation.FindAsync(session, new SgRuleQuery(), host, default)
            .Where(rule => rule.OpenToVpc == true).ToListAsync();
        var changed = await SgPeerReferenceOperation.SetAsync(session, rules, new SgPeerReferenceOptions(), host, default)
            .Select(reference => (reference.GroupId, reference.Direction)).Distinct().CountAsync();

        var calls = account.Calls;
        var reads = calls.Where(call => !call.Mutating).GroupBy(call => call.Operation).Select(operation =>
            (Name: operation.Key, Made: operation.Count(), Fewest: operation.DistinctBy(call => call.Parameters.ToJsonString()).Count()));
        List<(string Name, int Made, int Fewest)> rows =
            [.. reads.OrderBy(row => row.Name, StringComparer.Ordinal), ("changing calls", calls.Count(call => call.Mutating), 2 * changed)];
        rows.Add(("all", rows.Sum(row => row.Made), rows.Sum(row => row.Fewest)));
        return new Table(
            "Calls of Get-SgRule | Where-Object OpenToVpc | Set-SgPeerReference on Fnd203",
            "Fewest: every distinct page read once, plus one authorize and one revoke a changed group and direction.",
            ["call", "made", "fewest"],
            [.. rows.Select(row => new[] { row.Name, Report.Number(row.Made), Report.Number(row.Fewest) })]);
    }
}
