namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No network ACL lets everybody in on SSH or RDP.</summary>
internal sealed class NetworkAclAdminPorts() : ResourceRule(FactTypes.NetworkAcls)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ec2-network-acl-admin-ports",
        Title = "No network ACL lets everybody in on SSH or RDP.",
        Severity = FindingSeverity.Medium,
        Service = "ec2",
        Compliance = RuleInfo.Cis("5.1", "5.2", "6.2", "6.2", "FSBP/EC2.21"),
        Rationale = "A network ACL is the second door: where it is open, one mistake in a security group is enough.",
        Remediation = "Deny ports 22 and 3389 from 0.0.0.0/0 and ::/0 in the ACL, before the entries that allow.",
        ByHand = "an entry of an ACL denies the answers to connections from the same port too, and those from inside the VPC.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        var open = AclEntries.OpenToWorld(resource, entry => Array.Exists(GroupIngress.AdminPorts, port => AclEntries.Opens(entry, port))).ToArray();
        return Verdict.When(open.Length == 0, "no entry lets everybody in on port 22 or 3389", $"{open.Length} of its entries let everybody in on port 22 or 3389",
            [.. open.Select(AclEntries.Evidence), ("Associations", resource["Associations"].Items.Count())]);
    }
}
