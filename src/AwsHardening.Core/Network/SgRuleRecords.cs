using System.Numerics;
using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network;

/// <summary>From the model's rules to the records users see. What could not be read is null in the record.</summary>
/// <param name="accountId">The account.</param>
/// <param name="region">The Region.</param>
/// <param name="interfaces">The interfaces' addresses; null when they could not be read.</param>
/// <param name="members">Interfaces by group; null when they could not be read.</param>
/// <param name="vpcRanges">The ranges of the VPCs known to the account; null when they could not be read.</param>
/// <param name="prefixLists">Ranges by prefix list.</param>
internal sealed class SgRuleRecords(
    string accountId, string region, AddressIndex? interfaces, ILookup<string, Interface>? members,
    IReadOnlyList<Cidr>? vpcRanges, IReadOnlyDictionary<string, IReadOnlyList<Cidr>> prefixLists)
{
    public SgRule From(Rule rule, Group group)
    {
        var ranges = RangesOf(rule.Source);
        var world = ranges?.Any(range => range.IsWorld);
        return new SgRule
        {
            AccountId = accountId,
            Region = region,
            RuleId = rule.Id,
            GroupId = group.Id,
            GroupName = group.Name,
            VpcId = group.VpcId,
            Direction = rule.Direction,
            Protocol = rule.Span.ProtocolText(),
            FromPort = rule.Span.From < 0 ? null : rule.Span.From,
            ToPort = rule.Span.To < 0 ? null : rule.Span.To,
            Ports = rule.Span.PortText(),
            Source = rule.Source.ToString(),
            SourceType = TypeOf(rule.Source),
            Description = rule.Description,
            Tags = rule.Tags,
            OpenToWorld = world,
            OpenToVpc = world == true ? false : ranges is null || vpcRanges is null ? null : SpansVpc(ranges, vpcRanges),
            AdminPort = rule.Span.MeansPort("tcp", 22) || rule.Span.MeansPort("tcp", 3389) || rule.Span.MeansPort("udp", 3389),
            AddressCount = AddressCount(rule.Source, ranges),
            InUseCount = InUseCount(rule.Source, ranges),
        };
    }

    // A reference to a group has no range at all, which is known: it is open to nobody else.
    private IReadOnlyList<Cidr>? RangesOf(RuleSource source) =>
        source.Range is { } range ? [range]
        : source.GroupId is not null ? []
        : prefixLists.GetValueOrDefault(source.PrefixListId!);

    private static RuleSourceType TypeOf(RuleSource source) => source switch
    {
        { Range.Family: IpFamily.Ipv4 } => RuleSourceType.Ipv4,
        { Range: not null } => RuleSourceType.Ipv6,
        { GroupId: not null } => RuleSourceType.SecurityGroup,
        _ => RuleSourceType.PrefixList,
    };

    private static bool SpansVpc(IReadOnlyList<Cidr> ranges, IReadOnlyList<Cidr> vpcRanges) =>
        ranges.Any(range => vpcRanges.Any(range.Contains));

    private BigInteger? AddressCount(RuleSource source, IReadOnlyList<Cidr>? ranges) =>
        source.GroupId is not { } group
            ? ranges?.Aggregate(BigInteger.Zero, (sum, range) => sum + range.AddressCount)
            : members is null ? null : GroupAddresses.Count(members[group]);

    private int? InUseCount(RuleSource source, IReadOnlyList<Cidr>? ranges) =>
        source.GroupId is { } group ? members?[group].Count()
        : ranges is null || interfaces is null ? null
        : ranges.Count == 1 ? interfaces.CountInterfaces(ranges[0])
        : ranges.SelectMany(interfaces.In).Select(pair => pair.Interface.Id).Distinct().Count();
}
