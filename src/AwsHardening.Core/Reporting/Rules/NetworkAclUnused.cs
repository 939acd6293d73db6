namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Every network ACL of the account's own is in use.</summary>
internal sealed class NetworkAclUnused() : ResourceRule(FactTypes.NetworkAcls)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ec2-network-acl-unused",
        Title = "Every network ACL of the account's own is in use.",
        Severity = FindingSeverity.Low,
        Service = "ec2",
        Compliance = ["FSBP/EC2.16"],
        Rationale = "An ACL of no subnet is a draft that somebody may take for a protection.",
        Remediation = "Delete the ACL.",
        ByHand = "it may be a draft that somebody is about to use.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => resource["IsDefault"].Flag == true ? null
        : Verdict.When(resource["Associations"].Items.Any(), "a subnet has it", "no subnet has it", ("VpcId", resource["VpcId"]));
}
