namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Instances have one network interface.</summary>
internal sealed class InstanceSeveralInterfaces : InstanceRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ec2-instance-one-interface",
        Title = "Instances have one network interface.",
        Severity = FindingSeverity.Low,
        Service = "ec2",
        Compliance = ["FSBP/EC2.17"],
        Rationale = "A machine with a foot in two subnets is a way around what stands between them.",
        Remediation = "Detach the interfaces that are not needed.",
        ByHand = "which of its interfaces carries what is known on the machine alone.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["NetworkInterfaces"].Items.Count() <= 1, "it has one", $"it has {resource["NetworkInterfaces"].Items.Count()}",
        [.. resource["NetworkInterfaces"].Items.Select(side => (side["NetworkInterfaceId"].ToString(), (object?)side["SubnetId"]))]);
}
