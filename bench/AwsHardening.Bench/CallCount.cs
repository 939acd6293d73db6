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
        var writes = calls.Count(call => call.Mutating);
        var pages = calls.Where(call => !call.Mutating).DistinctBy(call => (call.Operation, call.Parameters.ToJsonString())).Count();
        return new Table(
            "Calls of Get-SgRule | Where-Object OpenToVpc | Set-SgPeerReference on Fnd203",
            "Fewest: every distinct page read once, plus one authorize and one revoke a changed group and direction.",
            ["calls", "made", "fewest"],
            [
                ["pages read", Report.Number(calls.Count - writes), Report.Number(pages)],
                ["changes", Report.Number(writes), Report.Number(2 * changed)],
                ["all", Report.Number(calls.Count), Report.Number(pages + (2 * changed))],
            ]);
    }
}
