using AwsHardening.Core.Reading;
using AwsHardening.Core.Reporting.Repairs;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Images are scanned when they are pushed.</summary>
internal sealed class RepositoryScanning() : ResourceRule(FactTypes.Repositories, FactTypes.RegistryScanning)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ecr-scanning",
        Title = "Images are scanned when they are pushed.",
        Severity = FindingSeverity.High,
        Service = "ecr",
        Compliance = ["FSBP/ECR.1"],
        Rationale = "Most of what is in an image was written by others, and known holes of it are found by looking.",
        Remediation = "Have the repository scanned on push, or the registry scan it on push or continuously.",
        Repair = new RepositoryScanningRepair(),
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        // Instead of the setting the answer may say why it has none.
        var frequency = resource["Scanning"].Items.FirstOrDefault()["scanFrequency"].Text ?? throw new UnreadFactException(new InvalidOperationException("ECR answered nothing of it"))
        {
            What = $"how repository {resource["repositoryName"]} is scanned",
            IamAction = "ecr:BatchGetRepositoryScanningConfiguration",
        };
        // Where the registry has no rules, its repositories decide for themselves.
        var registry = place.One(FactTypes.RegistryScanning);
        var own = registry?["scanType"].Text == "BASIC" && !registry["rules"].Items.Any() && resource["imageScanningConfiguration.scanOnPush"].Flag == true;
        return Verdict.When(
            own || frequency is "SCAN_ON_PUSH" or "CONTINUOUS_SCAN",
            frequency == "CONTINUOUS_SCAN" ? "its images are scanned continuously" : "its images are scanned when they are pushed",
            "its images are scanned when somebody asks for it", ("scanFrequency", frequency), ("scanOnPush", resource["imageScanningConfiguration.scanOnPush"].Flag ?? false));
    }
}
