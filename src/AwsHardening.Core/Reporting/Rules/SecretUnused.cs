namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Secrets that nobody read for 90 days are gone.</summary>
internal sealed class SecretUnused() : ResourceRule(FactTypes.Secrets)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "secretsmanager-secret-unused",
        Title = "Secrets that nobody read for 90 days are gone.",
        Severity = FindingSeverity.Medium,
        Service = "secretsmanager",
        Compliance = ["FSBP/SecretsManager.3"],
        Rationale = "A secret that nobody needs any more still opens whatever it opens, to those who may once have needed it.",
        Remediation = "Delete the secret; until its recovery window is over it can be restored.",
        ByHand = "a secret for emergencies is read by nobody until then.",
    };

    private const int Days = 90;

    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        var since = resource["LastAccessedDate"].Time ?? resource["CreatedDate"].Time;
        return Verdict.When(
            (place.Document.CollectedAt - since)?.TotalDays < Days, "it was read or made since", $"nobody read it for {Days} days",
            ("LastAccessedDate", resource["LastAccessedDate"].Text ?? "never"), ("CreatedDate", resource["CreatedDate"]));
    }
}
