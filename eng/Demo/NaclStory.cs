using AwsHardening.Core.Network.Nacls;

namespace AwsHardening.Demo;

/// <summary>Network ACLs: one that would take the site down is refused, those that do as asked are made, and all are released.</summary>
internal static class NaclStory
{
    private static readonly IsolationNaclOptions s_literal = new()
    {
        Name = "LoadBalancerIsolation",
        SubnetId = ["Web App Public Subnet in AZ1", "Web App Public Subnet in AZ2"],
        Deny = ["10.0.2.0/24", "10.0.130.0/24"],
        Allow = ["10.0.0.0/8"],
        RuleNumber = [50, 60, 100],
    };

    /// <returns>True when everything went as told.</returns>
    public static async Task<bool> TellAsync(HardeningSession session)
    {
        var before = Contents(await RulesAsync(session));
        Say("Network ACL as the workshop writes it: refused",
            "Deny the database subnets, allow 10.0.0.0/8 in the place of everything. Network ACLs are stateless: replies count, too.");
        var host = new ConsoleHost();
        var refused = (await IsolationNaclOperation.NewAsync(session, s_literal, host, default).ToListAsync()).Count == 0
            && host.Errors is [{ Id: "FlowWouldBeLost", Target: IsolationNacl }];
        if (!refused)
        {
            return false;
        }

        var refusal = (IsolationNacl)host.Errors[0].Target!;
        Console.WriteLine("  It would cut, without having been asked to:");
        Write(refusal.FlowsLost);
        foreach (var offer in refusal.Offers)
        {
            Console.WriteLine($"  Offered: {offer.Title}. {(offer.NeedsForce ? "Needs -Force: it still cuts" : "Cuts nothing of today")}");
            Write(offer.FlowsLost);
            Console.WriteLine("  It keeps, of what the refused one would cut:");
            Write(offer.FlowsKept);
            foreach (var open in offer.StillOpen)
            {
                Console.WriteLine($"  It leaves open: {open}");
            }

            Console.WriteLine($"  {offer.Command}\n");
        }

        Say("Network ACLs that change what was asked, and nothing else",
            "Made with the entries that the subnets have now and those asked for, read back, and only then given to the subnets.");
        List<IsolationNacl> made =
        [
            .. await MakeAsync(session, host, s_literal with { Allow = [], RuleNumber = [50, 60], Protocol = "tcp", Port = ["0-32767"] }),
            .. await MakeAsync(session, host, PoC("AZ1", "10.250.128.0/24")),
            .. await MakeAsync(session, host, PoC("AZ2", "10.250.0.0/24")),
        ];
        foreach (var nacl in made)
        {
            Console.WriteLine($"  {nacl.NaclName} ({nacl.NaclId}) for {string.Join(", ", nacl.SubnetIds)}");
            foreach (var entry in nacl.Entries)
            {
                Console.WriteLine($"    {entry}");
            }
        }

        Console.WriteLine();
        var rules = await RulesAsync(session);
        Table.Write(["Network ACL", "Direction", "Rule", "Action", "Source", "Never reached, because of"],
            rules.Where(rule => !rule.Reached && made.Exists(nacl => nacl.NaclId == rule.NaclId)).Select(rule => new[]
            {
                rule.NaclName, $"{rule.Direction}", $"{rule.RuleNumber}", $"{rule.Action}", rule.Source, string.Join(", ", rule.DecidedBy),
            }));

        Say("Released: each subnet to what it had", "The same as taking the changes back. A network ACL that a subnet still has is never deleted.");
        var released = await IsolationRemovalOperation.RemoveAsync(
            session, new IsolationRemovalOptions { Nacl = [.. made.Select(nacl => nacl.NaclName)] }, host, default).ToListAsync();
        var after = Contents(await RulesAsync(session));
        var restored = before.SequenceEqual(after);
        Console.WriteLine($"  {released.Count} released. The network ACLs {(restored ? "are" : "are NOT")} what they were.\n");
        return restored && made.Count == 3 && released.Count == 3 && refusal.Offers.Count == 2 && host.Errors.Count == 1;
    }

    private static IsolationNaclOptions PoC(string zone, string deny) =>
        new() { Name = $"PoCProtection{zone}", SubnetId = [$"Proof of Concept Public Subnet in {zone}"], Deny = [deny], RuleNumber = [50] };

    private static async Task<List<IsolationNacl>> MakeAsync(HardeningSession session, ConsoleHost host, IsolationNaclOptions options) =>
        await IsolationNaclOperation.NewAsync(session, options, host, default).ToListAsync();

    private static async Task<List<NaclRule>> RulesAsync(HardeningSession session) =>
        await NaclRuleOperation.FindAsync(session, new NaclRuleQuery(), new ConsoleHost(), default).ToListAsync();

    private static string[] Contents(IEnumerable<NaclRule> rules) =>
    [
        .. rules.Select(rule => $"{rule.IsDefault} {rule.NaclName} {rule.VpcId} {rule.Direction} {rule.RuleNumber} {rule.Action} {rule.Protocol} "
            + $"{rule.Ports} {rule.Source} {string.Join(' ', rule.SubnetIds)}").Order(StringComparer.Ordinal),
    ];

    private static void Write(IEnumerable<HardeningFlow> flows)
    {
        foreach (var flow in flows)
        {
            Console.WriteLine($"    {flow}");
        }
    }

    private static void Say(string title, string sentence) => Console.WriteLine($"== {title}\n   {sentence}\n");
}
