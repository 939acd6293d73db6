using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;
using Sdk = Amazon.EC2.Model;

namespace AwsHardening.Core.Network.Nacls;

/// <summary>Reads the entries of network ACLs with what stands behind them, and which of them are never reached.</summary>
public static class NaclRuleOperation
{
    /// <summary>Finds entries, network ACL by network ACL, in the order in which they are tried.</summary>
    /// <param name="session">The session.</param>
    /// <param name="query">Which entries.</param>
    /// <param name="host">Takes errors (something named that is not there), warnings and progress.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public static async IAsyncEnumerable<NaclRule> FindAsync(
        HardeningSession session, NaclRuleQuery query, IOperationHost host, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var aws = AwsSession.Of(session);
        var view = new AccountView(aws, cancellationToken);
        const string Activity = "Reading network ACLs";
        host.WriteProgress(Activity, "network ACLs, subnets, interfaces and VPCs", -1);
        var reads = (Subnets: view.Subnets(), Interfaces: view.NetworkInterfaces(), Vpcs: view.Vpcs());
        var acls = await view.NetworkAcls();
        if (!acls.IsKnown)
        {
            await host.WriteErrorAsync(
                AwsErrors.Describe(acls.Reason!, "reading the network ACLs", "ec2:DescribeNetworkAcls", session), cancellationToken);
            host.WriteProgress(Activity, "", 101);
            yield break;
        }

        var (subnets, interfaces, vpcs) = (await reads.Subnets, await reads.Interfaces, await reads.Vpcs);
        Warn(host, subnets, "subnets", "ec2:DescribeSubnets", "SubnetNames shows their ids");
        Warn(host, interfaces, "network interfaces", "ec2:DescribeNetworkInterfaces", "InUseCount is unknown");
        Warn(host, vpcs, "VPCs", "ec2:DescribeVpcs", "OpenToVpc is unknown");
        var records = new NaclRuleRecords(
            session.AccountId ?? "",
            session.Region,
            subnets.IsKnown ? subnets.Value.Select(Ec2Projection.Subnet).ToDictionary(subnet => subnet.Id) : [],
            interfaces.IsKnown ? new AddressIndex([.. interfaces.Value.Select(Ec2Projection.Interface)]) : null,
            vpcs.IsKnown ? [.. vpcs.Value.SelectMany(vpc => Ec2Projection.Vpc(vpc).Ranges)] : null);
        records.Remember(aws, acls.Value);
        await ReportMissingAsync(query, acls.Value, host, cancellationToken);
        host.WriteProgress(Activity, "", 101);
        var match = new NaclRuleMatch(query);
        foreach (var acl in acls.Value.Where(match.Matches)
            .OrderBy(acl => acl.VpcId, StringComparer.Ordinal).ThenBy(acl => acl.NetworkAclId, StringComparer.Ordinal))
        {
            var entries = Ec2Projection.NetworkAcl(acl).Entries;
            foreach (var entry in entries.Where(match.Matches).OrderBy(entry => entry.Direction).ThenBy(entry => entry.Number))
            {
                yield return records.From(acl, entry, entries);
            }
        }
    }

    private static void Warn<T>(IOperationHost host, Fact<T> fact, string what, string iamAction, string consequence)
    {
        if (!fact.IsKnown)
        {
            var error = AwsErrors.Describe(fact.Reason!, $"reading the {what}", iamAction, null);
            host.WriteWarning($"{error.Message} {consequence}. {error.Action}");
        }
    }

    private static async Task ReportMissingAsync(
        NaclRuleQuery query, IReadOnlyList<Sdk.NetworkAcl> acls, IOperationHost host, CancellationToken cancellationToken)
    {
        foreach (var id in query.NaclId.Where(id => !HasWildcard(id) && !acls.Any(acl => acl.NetworkAclId == id)))
        {
            await host.WriteErrorAsync(NaclErrors.NaclNotFound(id), cancellationToken);
        }

        foreach (var name in query.NaclName.Where(name => !HasWildcard(name)
            && !acls.Any(acl => NaclRuleRecords.NameOf(acl.Tags).Equals(name, StringComparison.OrdinalIgnoreCase))))
        {
            await host.WriteErrorAsync(NaclErrors.NaclNotFound(name), cancellationToken);
        }

        // Every subnet has a network ACL.
        foreach (var id in query.SubnetId.Where(id => !HasWildcard(id) && !acls.Any(acl => NaclRuleRecords.Guards(acl, id))))
        {
            await host.WriteErrorAsync(NaclErrors.SubnetNotFound(id), cancellationToken);
        }

        foreach (var protocol in query.Protocol.Where(protocol => TrafficSpan.FromUser(protocol) is null))
        {
            await host.WriteErrorAsync(NetworkErrors.BadProtocol(protocol), cancellationToken);
        }
    }

    private static bool HasWildcard(string text) => text.AsSpan().IndexOfAny('*', '?') >= 0;

    private sealed class NaclRuleMatch(NaclRuleQuery query)
    {
        private readonly string?[] _protocols = [.. query.Protocol.Select(TrafficSpan.FromUser)];

        public bool Matches(Sdk.NetworkAcl acl) =>
            Any(query.NaclId, acl.NetworkAclId) && Any(query.NaclName, NaclRuleRecords.NameOf(acl.Tags)) && Any(query.VpcId, acl.VpcId ?? "")
            && (query.SubnetId.Count == 0 || (acl.Associations ?? []).Any(one => Any(query.SubnetId, one.SubnetId ?? "")));

        public bool Matches(AclEntry entry) =>
            (query.Direction is null || query.Direction == entry.Direction)
            && (query.Action is null || query.Action == NaclRuleAction.Allow == entry.IsAllow)
            && (_protocols.Length == 0 || _protocols.Contains(entry.Span.Protocol))
            && (query.Port.Count == 0 || query.Port.Any(port => entry.Span.MeansPort("tcp", port) || entry.Span.MeansPort("udp", port)));

        private static bool Any(IReadOnlyList<string> patterns, string text) =>
            patterns.Count == 0 || patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, text));
    }
}
