namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Tags of images cannot be moved.</summary>
internal sealed class RepositoryTags() : ResourceRule(FactTypes.Repositories)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ecr-tag-immutability",
        Title = "Tags of images cannot be moved.",
        Severity = FindingSeverity.Medium,
        Service = "ecr",
        Compliance = ["FSBP/ECR.2"],
        Rationale = "Where a tag can be moved, what is deployed by it is whatever somebody pushed last.",
        Remediation = "Make the repository's tags immutable: aws ecr put-image-tag-mutability.",
        ByHand = "pushes of a tag that is there, such as latest, would fail from then on.",
    };

    // With exclusions some tags can still be moved.
    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["imageTagMutability"].Text == "IMMUTABLE", "its tags cannot be moved",
        resource["imageTagMutability"].Text == "IMMUTABLE_WITH_EXCLUSION" ? "some of its tags can be moved" : "its tags can be moved", ("imageTagMutability", resource["imageTagMutability"]));
}
