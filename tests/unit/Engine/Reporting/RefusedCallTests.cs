using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Reading;
using AwsHardening.Core.Reporting;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Faults;
using AwsHardening.UnitTests.Engine.Identity;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Reporting;

/// <summary>What AWS refuses to tell an audit, call by call, on an account that has one of everything.</summary>
public sealed class RefusedCallTests
{
    private static readonly FactType[] s_types = [.. RuleCatalog.All.SelectMany(rule => rule.Needs).Distinct()];

    // What every session asks before it audits anything.
    private static readonly string[] s_before = ["GetCallerIdentity", "DescribeRegions"];

    [Fact]
    public async Task Each_call_that_is_refused_makes_every_rule_that_needs_it_Unknown_and_never_Pass()
    {
        var account = Examples.Everything();
        var clean = await CollectAsync(account, RuleCatalog.All);
        var asked = account.Calls.Where(call => !s_before.Contains(call.Operation)).Select(call => (call.Service, call.Operation)).ToHashSet();
        // Every list and every part of an item was asked for: what is not asked for here would not be refused below.
        Assert.All(s_types.Where(type => type.Read is null), type => Assert.Contains((type.Service, type.Operation), asked));
        Assert.All(s_types.SelectMany(type => type.Parts.Select(part => (type.Service, part.Operation))), part => Assert.Contains(part, asked));
        Assert.All(s_types.SelectMany(type => type.ReadActions), action => Assert.Contains(action, asked.Select(call => IamActions.Of(call.Service, call.Operation))));
        var reads = await ReadsAsync(account);
        // What a prefix list holds matters where a rule names it: the next test.
        foreach (var (service, operation) in asked.Where(call => call.Operation != "GetManagedPrefixListEntries"))
        {
            account.Faults.Clear();
            account.Faults.Add(new FaultRule(FaultKind.AccessDenied, service, operation));
            var action = IamActions.Of(service, operation);
            HardeningRule[] rules = [.. RuleCatalog.All.Where(rule => rule.Needs.Any(type => type.IamActions.Contains(action)))];
            var found = RuleJudge.Judge(await CollectAsync(account, rules), rules).ToLookup(finding => finding.RuleId);
            var whole = rules.Where(rule => rule.Needs.Any(type => type.Read is null ? (type.Service, type.Operation) == (service, operation) : reads[type.Name].Contains((service, operation)))).ToArray();
            Assert.All(whole, rule => Assert.True(found[rule.Info.Id].Any() && found[rule.Info.Id].All(finding => finding.Status == FindingStatus.Unknown),
                $"{rule.Info.Id} without {action}: {string.Join(", ", found[rule.Info.Id].Select(finding => finding.Status))}"));
            var readers = ReadersOf(clean, rules, service, operation);
            Assert.True(whole.Length + readers.Count > 0, $"{action} is asked for, and no rule looks at what it tells");
            Assert.All(readers, reader => Assert.True(
                found[reader.RuleId].Where(finding => finding.ResourceId == reader.ResourceId || whole.Any(rule => rule.Info.Id == reader.RuleId)).All(finding => finding.Status == FindingStatus.Unknown),
                $"{reader} without {action}: {string.Join(", ", found[reader.RuleId])}"));
        }
    }

    [Fact]
    public async Task A_prefix_list_that_is_refused_leaves_open_what_the_internet_reaches_by_it()
    {
        var account = Examples.Everything();
        var list = (string)account.Call("ec2", "CreateManagedPrefixList", new { PrefixListName = "everybody", MaxEntries = 1, AddressFamily = "IPv4", Entries = new[] { new { Cidr = "0.0.0.0/0" } } })["PrefixList"]!["PrefixListId"]!;
        foreach (var group in account.Call("ec2", "DescribeSecurityGroups")["SecurityGroups"]!.AsArray())
        {
            account.Call("ec2", "AuthorizeSecurityGroupIngress", new
            {
                GroupId = (string)group!["GroupId"]!, IpPermissions = new[] { new { IpProtocol = "tcp", FromPort = 22, ToPort = 22, PrefixListIds = new[] { new { PrefixListId = list } } } },
            });
        }

        HardeningRule[] rules = [.. RuleCatalog.All.Where(rule => rule.Info.Id == "ec2-internet-reachable")];
        Assert.Contains(RuleJudge.Judge(await CollectAsync(account, rules), rules), finding => finding.Status == FindingStatus.Fail);
        account.Faults.Add(new FaultRule(FaultKind.AccessDenied, "ec2", "GetManagedPrefixListEntries"));
        Assert.All(RuleJudge.Judge(await CollectAsync(account, rules), rules), finding => Assert.Equal(FindingStatus.Unknown, finding.Status));
    }

    [Fact]
    public void The_command_declares_the_actions_that_the_rules_need_and_no_other()
    {
        var needed = s_types.SelectMany(type => type.IamActions).Append("sts:GetCallerIdentity").Append("ec2:DescribeRegions")
            // S3 before 2025 does not say in the list where a bucket is.
            .Append("s3:GetBucketLocation");
        Assert.Equal(needed.Distinct().Order(StringComparer.Ordinal), CommandSources.Of("Invoke-HardeningAudit").Actions.Select(action => action.Action).Order(StringComparer.Ordinal));
    }

    /// <summary>Who looks at the part of an item that a call completes: found by judging what was read of the account, with that part taken for unread.</summary>
    private static List<(string RuleId, string ResourceId)> ReadersOf(AuditDocument document, HardeningRule[] rules, string service, string operation)
    {
        List<(string, string)> readers = [];
        foreach (var (type, part) in s_types.Where(type => type.Service == service).SelectMany(type => type.Parts.Where(part => part.Operation == operation).Select(part => (type, part))))
        {
            var refusal = new UnreadFactException(new InvalidOperationException("refused")) { What = operation };
            AuditRegion Without(AuditRegion region) => new(region.Name, region.Facts.ToDictionary(
                fact => fact.Key, fact => fact.Key != type.Name || !fact.Value.IsKnown ? fact.Value
                    : Fact.Known<IReadOnlyList<AuditResource>>([.. fact.Value.Value.Select(resource => new AuditResource(resource.ToNode(), new Dictionary<string, UnreadFactException> { [part.Name] = refusal }))])));
            var blind = document with { Global = Without(document.Global), Regions = [.. document.Regions.Select(Without)] };
            readers.AddRange(RuleJudge.Judge(blind, rules).Where(finding => finding.Status == FindingStatus.Unknown).Select(finding => (finding.RuleId, finding.ResourceId)));
        }

        return readers;
    }

    /// <summary>The calls that each list makes that is read in its own way: of API Gateway an action tells many calls.</summary>
    private static async Task<Dictionary<string, HashSet<(string Service, string Operation)>>> ReadsAsync(SandboxAccount account)
    {
        Dictionary<string, HashSet<(string, string)>> reads = new(StringComparer.Ordinal);
        using var rehearsal = new Rehearsal(account);
        foreach (var type in s_types.Where(type => type.Read is not null))
        {
            account.ClearCalls();
            await type.Read!(new AccountView(AwsSession.Of(rehearsal.Session), TestContext.Current.CancellationToken), account.AccountId, TestContext.Current.CancellationToken);
            reads[type.Name] = [.. account.Calls.Select(call => (call.Service, call.Operation))];
        }

        return reads;
    }

    private static async Task<AuditDocument> CollectAsync(SandboxAccount account, IReadOnlyList<HardeningRule> rules)
    {
        using var rehearsal = new Rehearsal(account);
        return await AuditOperation.CollectAsync(
            rehearsal.Session, new AuditOptions { Region = [account.Region] }, rules, new TestHost(), TestContext.Current.CancellationToken);
    }
}
