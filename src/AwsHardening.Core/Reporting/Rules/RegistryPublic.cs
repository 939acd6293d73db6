namespace AwsHardening.Core.Reporting.Rules;

/// <summary>The container registry lets nobody in but those it names.</summary>
internal sealed class RegistryPublic() : PlaceRule(FactTypes.RegistryPolicy)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ecr-registry-public",
        Title = "The container registry lets nobody in but those it names.",
        Severity = FindingSeverity.High,
        Service = "ecr",
        Compliance = RuleInfo.Cis(null, null, null, "2.21"),
        Rationale = "Whoever may copy into a registry can make repositories in it, and put images where the account looks for its own.",
        Remediation = "Name the accounts in the registry's policy: aws ecr put-registry-policy.",
        ByHand = "which accounts copy into it is known to you alone.",
    };

    protected override Verdict? Verdict(AuditPlace place) => place.One(FactTypes.RegistryPolicy) is { } registry
        ? PolicyFacts.Closed(registry["policyText"], "the policy of the registry", "policyText") : Reporting.Verdict.Pass("it has no policy", ("policyText", "none"));
}
