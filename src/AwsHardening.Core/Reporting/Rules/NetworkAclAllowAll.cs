namespace AwsHardening.Core.Reporting.Rules;

/// <summary>The network ACL of a subnet says what it lets in.</summary>
internal sealed class NetworkAclAllowAll() : ResourceRule(FactTypes.NetworkAcls)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ec2-network-acl-allow-all",
        Title = "The network ACL of a subnet says what it lets in.",
        Severity = FindingSeverity.Low,
        Service = "ec2",
        Rationale = "An ACL that allows everything isolates nothing, and cannot be used to stop an attack in a hurry.",
        Remediation = "Give the subnets an ACL that lets in what they need: New-IsolationNacl makes one, and proves it first.",
        ByHand = "which ranges are to be kept out is yours to say.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        var subnets = resource["Associations"].Items.Select(one => one["SubnetId"].ToString()).ToArray();
        if (subnets.Length == 0)
        {
            return null;
        }

        var open = AclEntries.OpenToWorld(resource, entry => entry["Protocol"].Text == "-1").ToArray();
        return Verdict.When(open.Length == 0, "it does not allow all traffic in", $"it lets everybody in to {subnets.Length} subnets with all traffic", [.. open.Select(AclEntries.Evidence)]);
    }
}
