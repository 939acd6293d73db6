using System.Globalization;
using AwsHardening;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Network;
using AwsHardening.Demo;

using var session = SessionOperation.Open(new ConnectOptions { Sandbox = "Fnd203" });

Say("Before: security group rules that admit a whole VPC",
    $"Account {session.AccountId} in {session.Region} is embedded in this process: nothing leaves this machine.");
var before = await ReadRulesAsync();
var open = before.Where(rule => rule.OpenToVpc == true).ToList();
WriteRules(open);

Say("Plan: who really stands behind each range",
    "Groups may take a range's place if they hold every address that is in use there, routable and admitted by both sides.");
var peers = await SgPeerOperation.FindAsync(session, open, new ConsoleHost(), default).ToListAsync();
foreach (var rule in peers.GroupBy(peer => peer.Rule))
{
    Console.WriteLine($"  {rule.Key.GroupName}: {rule.Key.Direction} {rule.Key.Protocol} {rule.Key.Ports} {rule.Key.Source}");
    foreach (var peer in rule)
    {
        Console.WriteLine($"    {(peer.Selected ? "+" : "-")} {peer.PeerGroupName} ({Count(peer.AddressCount, "address", "addresses")}): {peer.Reason}");
    }
}

Console.WriteLine();
await ReplaceAsync(new ConsoleHost(whatIf: true));
Console.WriteLine();

Say("After: ranges replaced by references",
    "One call adds and one revokes, in that order, for each group and direction. Each is in the journal before it is made.");
var host = new ConsoleHost();
var replaced = await ReplaceAsync(host);
Table.Write(["Rule of", "Direction", "Ports", "Was", "Addresses", "Now", "Peers"],
    replaced.Select(reference => new[]
    {
        reference.GroupName, $"{reference.Direction}", reference.Ports, reference.OldSource, Number(reference.AddressesBefore),
        Number(reference.AddressesAfter), string.Join(", ", reference.Peers),
    }));
foreach (var error in host.Errors)
{
    Console.WriteLine($"  Left as it was: {error.Message} {error.Action}");
}

Console.WriteLine();

Say("Proof: read back from the account", "What the new rules admit is what was in use behind the old ranges.");
var newIds = replaced.SelectMany(reference => reference.NewRuleIds).ToHashSet();
var newRules = (await ReadRulesAsync()).Where(rule => newIds.Contains(rule.RuleId)).ToList();
WriteRules(newRules);
var oldIds = replaced.Select(reference => reference.OldRuleId).ToHashSet();
var kept = (from peer in peers
            where peer.Selected && oldIds.Contains(peer.RuleId)
            from member in peer.Interfaces
            from address in member.Addresses
            select (peer.Rule, member.NetworkInterfaceId, member.InstanceId, Address: address)).ToList();
Table.Write(["Rule of", "Ports", "Admits", "Interface", "Instance"],
    from one in kept
    group one.Rule.Ports by (one.Rule.GroupName, one.Address, one.NetworkInterfaceId, one.InstanceId) into flow
    select new[] { flow.Key.GroupName, string.Join(", ", flow), flow.Key.Address, flow.Key.NetworkInterfaceId, flow.Key.InstanceId ?? "" });
var admitted = newRules.Select(rule => (int)(rule.AddressCount ?? 0)).Sum();
Console.WriteLine($"  Rules and addresses in use behind them: {kept.Count} pairs before; the new rules admit {admitted}.\n");

var changes = await ChangeOperation.FindAsync(session, new ChangeQuery(), host, default).ToListAsync();
Console.WriteLine("  The journal, without the calls' parameters:");
foreach (var change in changes)
{
    Console.WriteLine($"  {change.ChangeId} {change.Status}: {change.Why}");
    foreach (var call in change.Calls)
    {
        Console.WriteLine($"    {call[..call.IndexOf(' ', StringComparison.Ordinal)]} {call[call.LastIndexOf("->", StringComparison.Ordinal)..]}");
    }
}

Console.WriteLine();

Say("Undo: newest first", "A change is refused where the account has drifted. Content comes back; AWS issues new rule ids.");
var undone = await ChangeOperation
    .UndoAsync(session, new UndoOptions { Id = [.. changes.Select(change => change.ChangeId)] }, new ConsoleHost(), default).ToListAsync();
foreach (var change in undone)
{
    Console.WriteLine($"  {change.ChangeId} {change.Status}: takes back {change.Undoes} on {change.ResourceId}");
}

Console.WriteLine();
var planned = await PlanStory.TellAsync(session, [.. (await ReadRulesAsync()).Where(rule => rule.OpenToVpc == true)]);
var rehearsed = await RehearsalStory.TellAsync(session, [.. (await ReadRulesAsync()).Where(rule => rule.OpenToVpc == true)]);
var isolated = await NaclStory.TellAsync(session);
var audited = await AuditStory.TellAsync();

var after = await ReadRulesAsync();
WriteRules(after.Where(rule => rule.OpenToVpc == true));
var restored = Contents(before).SequenceEqual(Contents(after));
Console.WriteLine($"  The account's {after.Count} rules {(restored ? "are" : "are NOT")} what they were.");
return restored && planned && rehearsed && isolated && audited && replaced.Count > 0 && admitted == kept.Count ? 0 : 1;

async Task<List<SgRule>> ReadRulesAsync() =>
    await SgRuleOperation.FindAsync(session, new SgRuleQuery(), new ConsoleHost(), default).ToListAsync();

async Task<List<SgPeerReference>> ReplaceAsync(ConsoleHost answers) =>
    await SgPeerReferenceOperation.SetAsync(session, open, new SgPeerReferenceOptions(), answers, default).ToListAsync();

static void WriteRules(IEnumerable<SgRule> rules) =>
    Table.Write(["Rule of", "Direction", "Ports", "Source", "Addresses", "In use", "Rule"],
        rules.Select(rule => new[]
        {
            rule.GroupName, $"{rule.Direction}", rule.Ports, rule.Source,
            rule.AddressCount is { } count ? Number(count) : "unknown", rule.InUseCount is { } used ? Number(used) : "unknown", rule.RuleId,
        }));

static IEnumerable<string> Contents(IEnumerable<SgRule> rules) => rules
    .Select(rule => $"{rule.GroupId} {rule.Direction} {rule.Protocol} {rule.FromPort}-{rule.ToPort} {rule.Source} {rule.Description} "
        + string.Join(' ', rule.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal)))
    .Order(StringComparer.Ordinal);

static string Number(IFormattable value) => value.ToString("N0", CultureInfo.InvariantCulture);

static string Count(int count, string one, string many) => $"{count} {(count == 1 ? one : many)}";

static void Say(string title, string sentence) => Console.WriteLine($"== {title}\n   {sentence}\n");
