using System.Globalization;
using AwsHardening;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Network;
using AwsHardening.Demo;

// BEFORE
using var session = SessionOperation.Open(new ConnectOptions { Sandbox = "Fnd203" });
Say("Before: security group rules that admit a whole VPC",
    $"The account is embedded in this process ({session.Region}, template {session.Sandbox}); nothing leaves this machine.");
var before = await ReadRulesAsync();
var open = before.Where(rule => rule.OpenToVpc == true).ToList();
WriteRules(open);

// PLAN
Say("Plan: who really stands behind each range",
    "A group may take a range's place only if every address in use there, routable and mutually admitted, is a member.");
var peers = await SgPeerOperation.FindAsync(session, open, new ConsoleHost(), default).ToListAsync();
Table.Write(["Rule of", "Dir", "Ports", "Range", "Behind it", "Status", "In use", "Why"],
    peers.Select(peer => new[]
    {
        peer.Rule.GroupName, $"{peer.Rule.Direction}", peer.Rule.Ports, peer.Rule.Source, peer.PeerGroupName,
        peer.Selected ? $"{peer.Status} *" : $"{peer.Status}", Number(peer.AddressCount), peer.Reason,
    }));
await ReplaceAsync(new ConsoleHost(whatIf: true));

// AFTER
Say("After: ranges replaced by references", "Add before revoke, one call each for a group and direction; each call is journaled before it is made.");
var host = new ConsoleHost();
var replaced = await ReplaceAsync(host);
foreach (var error in host.Errors)
{
    Console.WriteLine($"  Left as it was: {error.Message} {error.Action}");
}

Console.WriteLine();

// PROOF
Say("Proof: read back from the account", "The addresses each new rule admits are those in use behind the old range, no more and no fewer.");
var newIds = replaced.SelectMany(reference => reference.NewRuleIds).ToHashSet();
WriteRules((await ReadRulesAsync()).Where(rule => newIds.Contains(rule.RuleId)));
var changed = replaced.Select(reference => reference.OldRuleId).ToHashSet();
Table.Write(["Rule of", "Ports", "Interface", "Instance", "Addresses still admitted"],
    from peer in peers
    where peer.Selected && changed.Contains(peer.RuleId)
    from member in peer.Interfaces
    select new[]
    {
        peer.Rule.GroupName, peer.Rule.Ports, member.NetworkInterfaceId, member.InstanceId ?? "",
        string.Join(", ", member.Addresses),
    });
Console.WriteLine("  The journal:");
var changes = await ChangeOperation.FindAsync(session, new ChangeQuery(), host, default).ToListAsync();
foreach (var change in changes)
{
    Console.WriteLine($"  {change.ChangeId} {change.Status} {change.ResourceId}: {change.Why}");
    foreach (var call in change.Calls)
    {
        Console.WriteLine($"    {call}");
    }
}

Console.WriteLine();

// UNDO
Say("Undo: newest first, refused where the account has drifted", "Content comes back; rule ids are new, as AWS issues them.");
var undone = await ChangeOperation
    .UndoAsync(session, [.. changes.Select(change => change.ChangeId)], new ConsoleHost(), default).ToListAsync();
var after = await ReadRulesAsync();
WriteRules(after.Where(rule => rule.OpenToVpc == true));
var restored = Contents(before).SequenceEqual(Contents(after));
Console.WriteLine($"  {undone.Count} changes undone; the account's {after.Count} rules "
    + (restored ? "are what they were." : "are NOT what they were."));
return restored && replaced.Count > 0 ? 0 : 1;

async Task<List<SgRule>> ReadRulesAsync() =>
    await SgRuleOperation.FindAsync(session, new SgRuleQuery(), new ConsoleHost(), default).ToListAsync();

async Task<List<SgPeerReference>> ReplaceAsync(ConsoleHost answers)
{
    var references = await SgPeerReferenceOperation
        .SetAsync(session, open, new SgPeerReferenceOptions(), answers, default).ToListAsync();
    Table.Write(["Rule of", "Dir", "Ports", "Old range", "Addresses", "Now", "Peers", "Status"],
        references.Select(reference => new[]
        {
            reference.GroupName, $"{reference.Direction}", reference.Ports, reference.OldSource,
            Number(reference.AddressesBefore), Number(reference.AddressesAfter), string.Join(", ", reference.Peers), reference.Status,
        }));
    return references;
}

static void WriteRules(IEnumerable<SgRule> rules) =>
    Table.Write(["Group", "Dir", "Protocol", "Ports", "Source", "Addresses", "In use", "Rule"],
        rules.Select(rule => new[]
        {
            rule.GroupName, $"{rule.Direction}", rule.Protocol, rule.Ports, rule.Source,
            rule.AddressCount is { } count ? Number(count) : "unknown", rule.InUseCount is { } used ? Number(used) : "unknown", rule.RuleId,
        }));

static IEnumerable<string> Contents(IEnumerable<SgRule> rules) => rules
    .Select(rule => $"{rule.GroupId} {rule.Direction} {rule.Protocol} {rule.FromPort}-{rule.ToPort} {rule.Source} {rule.Description} "
        + string.Join(' ', rule.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal)))
    .Order(StringComparer.Ordinal);

static string Number(IFormattable value) => value.ToString("N0", CultureInfo.InvariantCulture);

static void Say(string title, string sentence) => Console.WriteLine($"== {title}\n   {sentence}\n");
