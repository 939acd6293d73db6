using AwsHardening.Core.Reporting.Repairs;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Security groups name groups, not the range of a whole VPC.</summary>
internal sealed class SecurityGroupOpenToVpc() : ResourceRule(FactTypes.SecurityGroupRules, FactTypes.Vpcs)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ec2-security-group-open-to-vpc",
        Title = "Security groups name groups, not the range of a whole VPC.",
        Severity = FindingSeverity.Medium,
        Service = "ec2",
        Rationale = "A range of a whole VPC lets in every machine that will ever be in it, not the few that need it.",
        Remediation = "Replace the range by the security groups of the callers.",
        Repair = new PeerReferenceRepair(),
    };

    private static IEnumerable<Network.Model.Cidr> Ranges(AuditResource vpc) => vpc["CidrBlockAssociationSet"].Items
        .Select(one => one["CidrBlock"].Text).Append(vpc["CidrBlock"].Text).OfType<string>().Distinct().Select(Network.Model.Cidr.Parse);

    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        if (GroupIngress.Range(resource) is not { IsWorld: false } range)
        {
            return null;
        }

        var spanned = place.All(FactTypes.Vpcs).Where(vpc => Ranges(vpc).Any(range.Contains)).Select(vpc => vpc["VpcId"].Text).ToArray();
        return Reporting.Verdict.When(spanned.Length == 0, $"{range} spans no VPC", $"{range} spans the whole of {string.Join(", ", spanned)}",
                GroupIngress.Evidence(resource), ("GroupId", resource["GroupId"]), ("IsEgress", resource["IsEgress"]))
            .FixedBy($"Set-SgPeerReference -RuleId {resource["SecurityGroupRuleId"]} -Region {place.Name}");
    }
}
