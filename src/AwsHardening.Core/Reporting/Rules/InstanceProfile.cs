namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Instances that call AWS do so by a role of their own.</summary>
internal sealed class InstanceProfile : InstanceRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ec2-instance-profile",
        Title = "Instances that call AWS do so by a role of their own.",
        Severity = FindingSeverity.Low,
        Service = "ec2",
        Compliance = RuleInfo.Cis("1.18", "1.17", "2.17", "2.16"),
        Rationale = "A machine without a role calls AWS with keys that somebody has put on it, and that nobody changes.",
        Remediation = "Give the instance a profile.",
        ByHand = "which role the machine is to have is yours to say; Enable-SessionManager gives it one for Session Manager.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["IamInstanceProfile.Arn"].Exists, "it has an instance profile", "it has no instance profile", ("IamInstanceProfile.Arn", resource["IamInstanceProfile.Arn"]))
        .FixedBy($"Enable-SessionManager -InstanceId {resource["InstanceId"]} -Region {place.Name}");
}
