using AwsHardening.Core.Reporting.Repairs;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Subnets give no public addresses away.</summary>
internal sealed class SubnetPublicAddresses() : ResourceRule(FactTypes.Subnets)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ec2-subnet-public-addresses",
        Title = "Subnets give no public addresses away.",
        Severity = FindingSeverity.Medium,
        Service = "ec2",
        Compliance = ["FSBP/EC2.15"],
        Rationale = "Whatever is launched there gets a public address that nobody asked for.",
        Remediation = "Turn MapPublicIpOnLaunch off.",
        Repair = new SubnetRepair(),
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["MapPublicIpOnLaunch"].Flag != true, "it gives none", "it gives a public address to whatever is launched in it",
        ("MapPublicIpOnLaunch", resource["MapPublicIpOnLaunch"]), ("CidrBlock", resource["CidrBlock"]));
}
