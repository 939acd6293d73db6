using System.Text.Json.Nodes;

namespace AwsHardening.Core.Reporting;

/// <summary>
/// What stands around a resource in what was read of its Region: the rules of a group, who has it, what the internet reaches of them. It
/// asks for no list of its own: what no rule needed was not read, and is then left out.
/// </summary>
internal sealed class Surroundings
{
    private readonly ILookup<string, AuditResource> _rules;
    private readonly Dictionary<string, AuditResource> _instances;
    private readonly Dictionary<string, AuditResource> _things;
    private readonly ILookup<string, string> _members;
    private readonly bool _internetIsRead;

    // One text a group, however many rules judge it.
    private readonly Dictionary<AuditResource, string> _groups = [];

    public Surroundings(AuditRegion region)
    {
        IReadOnlyList<AuditResource> All(FactType type) => region.Facts.GetValueOrDefault(type.Name) is { IsKnown: true } fact ? fact.Value : [];
        _rules = All(FactTypes.SecurityGroupRules).ToLookup(rule => rule["GroupId"].ToString(), StringComparer.Ordinal);
        _instances = ById(All(FactTypes.Instances), "InstanceId");
        _things = ById(All(FactTypes.PublicThings), "ResourceId");
        _internetIsRead = region.Facts.GetValueOrDefault(FactTypes.PublicThings.Name) is { IsKnown: true };
        _members = All(FactTypes.NetworkInterfaces)
            .SelectMany(side => side["Groups"].Items.Select(group => (Group: group["GroupId"].ToString(), Owner: side["Attachment.InstanceId"].Text ?? side["NetworkInterfaceId"].ToString())))
            .Concat(_things.Values.SelectMany(thing => thing["GroupId"].Items.Select(group => (Group: group.ToString(), Owner: thing["ResourceId"].ToString()))))
            .Distinct().ToLookup(one => one.Group, one => one.Owner, StringComparer.Ordinal);
    }

    /// <summary>A resource as AWS describes it, a group with its rules.</summary>
    public string Configuration(FactType type, AuditResource resource)
    {
        if (type == FactTypes.SecurityGroups)
        {
            return _groups.TryGetValue(resource, out var text) ? text : _groups[resource] = WithRules(resource);
        }

        // What the internet reaches is this module's reckoning: AWS's own words are those about the instance.
        return (type == FactTypes.PublicThings ? _instances.GetValueOrDefault(resource["ResourceId"].ToString()) ?? resource : resource).ToString();
    }

    /// <summary>The ways that are open because of a resource as it was judged.</summary>
    public IEnumerable<FindingOpening> Opens(FactType type, AuditResource resource, Verdict verdict) =>
        type == FactTypes.PublicThings ? Ways(resource)
        : type == FactTypes.SecurityGroups && !verdict.Passes ? Openings(resource["GroupId"].ToString(), verdict)
        : type == FactTypes.Instances && verdict.Evidence.Any(one => one.Path == "PublicIpAddress") && _things.TryGetValue(resource["InstanceId"].ToString(), out var thing) ? Ways(thing)
        : [];

    private string WithRules(AuditResource resource)
    {
        var group = JsonNode.Parse(resource.ToString())!.AsObject();
        group["SecurityGroupRules"] = new JsonArray([.. _rules[resource["GroupId"].ToString()].Select(rule => JsonNode.Parse(rule.ToString()))]);
        return group.ToJsonString();
    }

    private IEnumerable<FindingOpening> Ways(AuditResource thing) =>
        from way in thing["Ways"].Items
        from ports in way["Ports"].ToString().Split(',')
        let open = new FindingOpening(way["Source"].ToString(), thing["ResourceId"].ToString(), PortText.Of(way["Protocol"].ToString(), ports))
        from @group in Openers(thing, way["Protocol"].ToString(), ports)
        select open with { Through = @group };

    // The groups of a thing that let such ports in; one that is none where that was not read.
    private IEnumerable<string?> Openers(AuditResource thing, string protocol, string ports) => thing["GroupId"].Items.Select(group => group.ToString())
        .Where(group => _rules[group].Any(rule => rule["IsEgress"].Flag != true && PortText.Meet(rule, protocol, ports)))
        .Select(group => (string?)group).DefaultIfEmpty(null);

    private IEnumerable<FindingOpening> Openings(string group, Verdict verdict)
    {
        var named = verdict.Evidence.Select(one => one.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var rule in _rules[group].Where(rule => rule["IsEgress"].Flag != true && named.Contains(rule["SecurityGroupRuleId"].ToString())))
        {
            var from = rule["CidrIpv4"].Text ?? rule["CidrIpv6"].Text ?? rule["ReferencedGroupInfo.GroupId"].Text ?? rule["PrefixListId"].ToString();
            var ports = PortText.Of(rule);
            foreach (var to in _members[group].Where(member => !Rules.GroupIngress.IsWorld(rule) || Reaches(member)).DefaultIfEmpty(group))
            {
                yield return new(from, to, ports) { Through = to == group ? null : group };
            }
        }
    }

    // A rule alone opens nothing: where it was worked out what the internet reaches, the rest of its members are left out.
    private bool Reaches(string member) => !_internetIsRead || (_things.TryGetValue(member, out var thing) && thing["Reachable"].Flag != false);

    private static Dictionary<string, AuditResource> ById(IReadOnlyList<AuditResource> all, string id) =>
        all.GroupBy(one => one[id].ToString(), StringComparer.Ordinal).ToDictionary(one => one.Key, one => one.First(), StringComparer.Ordinal);
}
