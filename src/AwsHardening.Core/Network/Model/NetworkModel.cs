namespace AwsHardening.Core.Network.Model;

/// <summary>
/// One account's network in one Region, as far as rules, routes and interfaces go. Nothing here calls AWS. Only the rules
/// change, as a plan goes forward: a later step must see what an earlier one did, or two safe steps could open a flow together.
/// </summary>
public sealed class NetworkModel
{
    private readonly Dictionary<(string GroupId, RuleDirection Direction), List<Rule>> _rules = [];
    private readonly Dictionary<string, RouteTable> _tableOfSubnet = [];
    private readonly Dictionary<string, RouteTable> _mainTableOfVpc = [];
    private readonly Dictionary<string, RouteTable> _tableOfGateway = [];
    private readonly Dictionary<string, NetworkAcl> _aclOfSubnet = [];
    private readonly NetworkFacts _facts;
    private readonly ILookup<string, RouteTable> _tablesOfVpc;
    private readonly ILookup<string, Interface> _membersOfGroup;

    /// <summary>Takes over what was read.</summary>
    public NetworkModel(NetworkFacts facts)
    {
        _facts = facts;
        AccountId = facts.AccountId;
        Region = facts.Region;
        Vpcs = facts.Vpcs.ToDictionary(vpc => vpc.Id);
        Groups = facts.Groups.ToDictionary(group => group.Id);
        Interfaces = facts.Interfaces;
        Peerings = facts.Peerings;
        PrefixLists = facts.PrefixLists;
        foreach (var rule in facts.Rules)
        {
            RuleList(rule.GroupId, rule.Direction).Add(rule);
        }

        foreach (var table in facts.RouteTables)
        {
            foreach (var subnet in table.SubnetIds)
            {
                _tableOfSubnet[subnet] = table;
            }

            foreach (var gateway in table.GatewayIds)
            {
                _tableOfGateway[gateway] = table;
            }

            if (table.IsMain)
            {
                _mainTableOfVpc[table.VpcId] = table;
            }
        }

        foreach (var acl in facts.NetworkAcls)
        {
            foreach (var subnet in acl.SubnetIds)
            {
                _aclOfSubnet[subnet] = acl;
            }
        }

        _tablesOfVpc = facts.RouteTables.ToLookup(table => table.VpcId);
        _membersOfGroup = Interfaces
            .SelectMany(member => member.GroupIds.Select(group => (group, member)))
            .ToLookup(pair => pair.group, pair => pair.member);
        Addresses = new AddressIndex(Interfaces);
    }

    /// <summary>The account.</summary>
    public string AccountId { get; }

    /// <summary>The Region.</summary>
    public string Region { get; }

    /// <summary>VPCs by id.</summary>
    public IReadOnlyDictionary<string, Vpc> Vpcs { get; }

    /// <summary>Groups by id.</summary>
    public IReadOnlyDictionary<string, Group> Groups { get; }

    /// <summary>Every network interface that the account shows.</summary>
    public IReadOnlyList<Interface> Interfaces { get; }

    /// <summary>Every peering connection.</summary>
    public IReadOnlyList<Peering> Peerings { get; }

    /// <summary>The ranges of each prefix list that a rule refers to; a list missing here could not be read.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Cidr>> PrefixLists { get; }

    /// <summary>Subnets.</summary>
    public IReadOnlyList<Subnet> Subnets => _facts.Subnets;

    /// <summary>Every route table.</summary>
    public IReadOnlyList<RouteTable> RouteTables => _facts.RouteTables;

    /// <summary>Every network ACL.</summary>
    public IReadOnlyList<NetworkAcl> NetworkAcls => _facts.NetworkAcls;

    /// <summary>NAT gateways.</summary>
    public IReadOnlyList<NatGateway> NatGateways => _facts.NatGateways;

    /// <summary>VPC endpoints.</summary>
    public IReadOnlyList<VpcEndpoint> Endpoints => _facts.Endpoints;

    /// <summary>The interfaces' addresses, in order.</summary>
    public AddressIndex Addresses { get; }

    /// <summary>A group's rules in one direction.</summary>
    public IReadOnlyList<Rule> Rules(string groupId, RuleDirection direction) =>
        _rules.TryGetValue((groupId, direction), out var rules) ? rules : [];

    /// <summary>A group's interfaces.</summary>
    public IEnumerable<Interface> Members(string groupId) => _membersOfGroup[groupId];

    /// <summary>The route table that serves a subnet: its own, else the VPC's main one.</summary>
    public RouteTable? RouteTableOf(string subnetId, string vpcId) =>
        _tableOfSubnet.GetValueOrDefault(subnetId) ?? _mainTableOfVpc.GetValueOrDefault(vpcId);

    /// <summary>The network ACL of a subnet; null when it was not read.</summary>
    public NetworkAcl? AclOf(string subnetId) => _aclOfSubnet.GetValueOrDefault(subnetId);

    /// <summary>The table that routes what comes in through a gateway; null when the VPC's own ranges are all it knows.</summary>
    public RouteTable? RouteTableOfGateway(string gatewayId) => _tableOfGateway.GetValueOrDefault(gatewayId);

    /// <summary>What the model is now, with the rules as they have been changed.</summary>
    public NetworkFacts Facts() => _facts with { Rules = [.. _rules.Values.SelectMany(rules => rules)] };

    /// <summary>The model as it is now, which later changes of this one leave alone.</summary>
    public NetworkModel Snapshot() => new(Facts());

    /// <summary>Every route table of a VPC.</summary>
    public IEnumerable<RouteTable> RouteTablesOf(string vpcId) => _tablesOfVpc[vpcId];

    /// <summary>Replaces a group's rules in one direction, and returns what takes the change back.</summary>
    public Action Change(string groupId, RuleDirection direction, IEnumerable<Rule> remove, IEnumerable<Rule> add)
    {
        var list = RuleList(groupId, direction);
        Rule[] before = [.. list];
        var removed = remove.ToHashSet();
        list.RemoveAll(removed.Contains);
        list.AddRange(add);
        return () =>
        {
            list.Clear();
            list.AddRange(before);
        };
    }

    private List<Rule> RuleList(string groupId, RuleDirection direction)
    {
        if (!_rules.TryGetValue((groupId, direction), out var list))
        {
            _rules[(groupId, direction)] = list = [];
        }

        return list;
    }
}
