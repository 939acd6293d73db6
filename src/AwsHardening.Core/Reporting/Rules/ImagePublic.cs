using AwsHardening.Core.Reporting.Repairs;
using AwsHardening.Core.Storage;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No image of the account is public.</summary>
internal sealed class ImagePublic() : ResourceRule(FactTypes.Images)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ec2-image-public",
        Title = "No image of the account is public.",
        Severity = FindingSeverity.High,
        Service = "ec2",
        Rationale = "Whoever has an account at AWS starts an instance from a public image and reads all that is on its disk.",
        Remediation = "Take the sharing back: aws ec2 modify-image-attribute --launch-permission Remove=[{Group=all}].",
        Repair = SwitchRepair.Unshare(Switches.Image),
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["Public"].Flag == false, "not everybody may start it", "everybody may start it", ("Public", resource["Public"]), ("Name", resource["Name"]));
}
