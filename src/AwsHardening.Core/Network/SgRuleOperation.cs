using System.Runtime.CompilerServices;
using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;

namespace AwsHardening.Core.Network;

/// <summary>Reads security group rules with what stands behind them.</summary>
public static class SgRuleOperation
{
    /// <summary>Finds rules, group by group.</summary>
    /// <param name="session">The session.</param>
    /// <param name="query">Which rules.</param>
    /// <param name="host">Takes errors (a named group that is not there) and progress.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public static async IAsyncEnumerable<SgRule> FindAsync(
        HardeningSession session, SgRuleQuery query, IOperationHost host, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var aws = AwsSession.Of(session);
        var view = new AccountView(aws, cancellationToken);
        const string Activity = "Reading security group rules";
        host.WriteProgress(Activity, "rules, groups, interfaces and VPCs", -1);
        var exactGroups = query.GroupId.All(id => !HasWildcard(id)) ? query.GroupId : [];
        var reads = (Rules: view.SecurityGroupRules(exactGroups), Groups: view.SecurityGroups(), Interfaces: view.NetworkInterfaces(),
            Vpcs: view.Vpcs(), Peerings: view.VpcPeeringConnections());
        var groups = await reads.Groups;
        var sdkRules = await reads.Rules;
        if (!groups.IsKnown || (!sdkRules.IsKnown && AwsErrors.Code(sdkRules.Reason!) != "InvalidGroup.NotFound"))
        {
            await host.WriteErrorAsync(
                groups.IsKnown
                    ? AwsErrors.Describe(sdkRules.Reason!, "reading the security group rules", "ec2:DescribeSecurityGroupRules", session)
                    : AwsErrors.Describe(groups.Reason!, "reading the security groups", "ec2:DescribeSecurityGroups", session),
                cancellationToken);
            host.WriteProgress(Activity, "", 101);
            yield break;
        }

        Rule[] rules = sdkRules.IsKnown ? [.. sdkRules.Value.Select(Ec2Projection.Rule)] : [];
        var byId = groups.Value.Select(Ec2Projection.Group).ToDictionary(group => group.Id);
        Remember(aws, byId.Values, rules);
        await ReportMissingAsync(query, byId, rules, host, cancellationToken);
        var records = await RecordsAsync(session, aws, view, reads.Interfaces, reads.Vpcs, reads.Peerings, rules, byId, host);
        host.WriteProgress(Activity, "", 101);
        var match = new SgRuleMatch(query);
        foreach (var rule in rules
            .Where(rule => byId.TryGetValue(rule.GroupId, out var group) && match.Matches(rule, group))
            .OrderBy(rule => byId[rule.GroupId].VpcId, StringComparer.Ordinal)
            .ThenBy(rule => byId[rule.GroupId].Name, StringComparer.Ordinal).ThenBy(rule => rule.GroupId, StringComparer.Ordinal)
            .ThenBy(rule => rule.Direction).ThenBy(rule => rule.Span.From).ThenBy(rule => rule.Id, StringComparer.Ordinal))
        {
            yield return records.From(rule, byId[rule.GroupId]);
        }
    }

    private static async Task<SgRuleRecords> RecordsAsync(
        HardeningSession session, AwsSession aws, AccountView view, Task<Fact<IReadOnlyList<Amazon.EC2.Model.NetworkInterface>>> interfaces,
        Task<Fact<IReadOnlyList<Amazon.EC2.Model.Vpc>>> vpcs, Task<Fact<IReadOnlyList<Amazon.EC2.Model.VpcPeeringConnection>>> peerings,
        Rule[] rules, Dictionary<string, Group> groups, IOperationHost host)
    {
        var sides = await interfaces;
        var blocks = await vpcs;
        var peers = await peerings;
        Warn(host, sides, "network interfaces", "ec2:DescribeNetworkInterfaces", "InUseCount is unknown");
        Warn(host, blocks, "VPCs", "ec2:DescribeVpcs", "OpenToVpc is unknown");
        Warn(host, peers, "peering connections", "ec2:DescribeVpcPeeringConnections", "OpenToVpc leaves out VPCs of other accounts");
        foreach (var vpc in blocks.IsKnown ? blocks.Value : [])
        {
            aws.SeenIds[vpc.VpcId] = vpc.CidrBlock ?? "";
        }

        Interface[]? projected = sides.IsKnown ? [.. sides.Value.Select(Ec2Projection.Interface)] : null;
        var lists = await NetworkReader.PrefixListsAsync(view, rules.Select(rule => rule.Source.PrefixListId));
        return new SgRuleRecords(
            session.AccountId ?? groups.Values.FirstOrDefault()?.OwnerId ?? "",
            session.Region,
            projected is null ? null : new AddressIndex(projected),
            projected?.SelectMany(side => side.GroupIds.Select(group => (group, side))).ToLookup(pair => pair.group, pair => pair.side),
            blocks.IsKnown ? VpcRanges(blocks.Value, peers) : null,
            lists);
    }

    // VPCs across a peering are known too, by the ranges the peering shows.
    private static Cidr[] VpcRanges(
        IReadOnlyList<Amazon.EC2.Model.Vpc> vpcs, Fact<IReadOnlyList<Amazon.EC2.Model.VpcPeeringConnection>> peerings) =>
    [
        .. vpcs.Select(Ec2Projection.Vpc).SelectMany(vpc => vpc.Ranges)
            .Concat((peerings.IsKnown ? peerings.Value : []).Select(Ec2Projection.Peering).Where(peering => peering.Active)
                .SelectMany(peering => peering.Requester.Ranges.Concat(peering.Accepter.Ranges)))
            .Distinct(),
    ];

    private static void Warn<T>(IOperationHost host, Fact<T> fact, string what, string iamAction, string consequence)
    {
        if (!fact.IsKnown)
        {
            var error = AwsErrors.Describe(fact.Reason!, $"reading the {what}", iamAction, null);
            host.WriteWarning($"{error.Message} {consequence}. {error.Action}");
        }
    }

    private static void Remember(AwsSession session, IEnumerable<Group> groups, Rule[] rules)
    {
        foreach (var group in groups)
        {
            session.SeenIds[group.Id] = group.Name;
        }

        foreach (var rule in rules)
        {
            session.SeenIds[rule.Id] = $"{rule.Direction} {rule.Span.ProtocolText()} {rule.Span.PortText()} {rule.Source}";
        }
    }

    /// <summary>Reports what a query names and is not there.</summary>
    internal static async Task ReportMissingAsync(
        SgRuleQuery query, IReadOnlyDictionary<string, Group> groups, Rule[] rules, IOperationHost host, CancellationToken cancellationToken)
    {
        foreach (var id in query.GroupId.Where(id => !HasWildcard(id) && !groups.ContainsKey(id)))
        {
            await host.WriteErrorAsync(NetworkErrors.GroupNotFound(id), cancellationToken);
        }

        foreach (var name in query.GroupName.Where(name => !HasWildcard(name)
            && !groups.Values.Any(group => group.Name.Equals(name, StringComparison.OrdinalIgnoreCase))))
        {
            await host.WriteErrorAsync(NetworkErrors.GroupNotFound(name), cancellationToken);
        }

        foreach (var id in query.RuleId.Where(id => !HasWildcard(id) && !Array.Exists(rules, rule => rule.Id == id)))
        {
            await host.WriteErrorAsync(NetworkErrors.RuleNotFound(id), cancellationToken);
        }

        foreach (var protocol in query.Protocol.Where(protocol => TrafficSpan.FromUser(protocol) is null))
        {
            await host.WriteErrorAsync(NetworkErrors.BadProtocol(protocol), cancellationToken);
        }
    }

    private static bool HasWildcard(string text) => text.AsSpan().IndexOfAny('*', '?') >= 0;
}
