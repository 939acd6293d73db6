using AwsHardening.Core.Access;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Sessions of Session Manager are logged.</summary>
internal sealed class SessionLogging() : PlaceRule(FactTypes.SessionPreferences, FactTypes.ManagedInstances)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ssm-session-logging",
        Title = "Sessions of Session Manager are logged.",
        Severity = FindingSeverity.Medium,
        Service = "ssm",
        Rationale = "Without a log nobody can say what was done on a machine, only that somebody was there.",
        Remediation = "Turn logging on: Enable-SessionLogging with a bucket and a log group.",
        ByHand = "the bucket and the log group are yours to say, to Enable-SessionLogging.",
    };

    protected override Verdict? Verdict(AuditPlace place)
    {
        var (bucket, _, group) = SessionPreferences.Logging(PreferencesFacts.Of(place));
        // Where no instance can be entered there is nothing to log.
        return place.All(FactTypes.ManagedInstances).Count == 0 && bucket.Length + group.Length == 0 ? null : Reporting.Verdict.When(
            bucket.Length + group.Length > 0, $"they are logged to {string.Join(" and ", new[] { bucket, group }.Where(name => name.Length > 0))}", "they are logged nowhere",
            ("s3BucketName", bucket), ("cloudWatchLogGroupName", group), ("ManagedInstances", place.All(FactTypes.ManagedInstances).Count));
    }
}
