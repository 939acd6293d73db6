using AwsHardening.Core.Reporting.Repairs;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Instances answer metadata requests of version 2 alone.</summary>
internal sealed class InstanceImdsv2 : InstanceRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ec2-instance-imdsv2",
        Title = "Instances answer metadata requests of version 2 alone.",
        Severity = FindingSeverity.High,
        Service = "ec2",
        Compliance = RuleInfo.Cis("5.6", "5.7", "6.7", "6.7", "FSBP/EC2.8"),
        Rationale = "With version 1 a server that can be made to fetch a URL hands out the credentials of its role.",
        Remediation = "Set HttpTokens to required. A repair keeps HttpPutResponseHopLimit as it is: where that is 1, containers on the instance get no token, so set it to 2 first for those that read metadata.",
        Repair = new MetadataTokenRepair(),
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["MetadataOptions.HttpTokens"].Text == "required" || resource["MetadataOptions.HttpEndpoint"].Text == "disabled",
        "a token is required, or the metadata service is off", "metadata is answered without a token",
        ("MetadataOptions.HttpTokens", resource["MetadataOptions.HttpTokens"]), ("MetadataOptions.HttpEndpoint", resource["MetadataOptions.HttpEndpoint"]));
}
