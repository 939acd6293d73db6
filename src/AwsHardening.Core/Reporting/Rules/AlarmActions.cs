namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Alarms tell somebody.</summary>
internal sealed class AlarmActions() : ResourceRule(FactTypes.Alarms)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "cloudwatch-actions",
        Title = "Alarms tell somebody.",
        Severity = FindingSeverity.Medium,
        Service = "cloudwatch",
        Rationale = "An alarm that does nothing is one that nobody hears.",
        Remediation = "Give the alarm an action, such as a topic, and turn its actions on: aws cloudwatch enable-alarm-actions.",
        ByHand = "whom the alarm is to tell is yours to say.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["ActionsEnabled"].Flag != false && resource["AlarmActions"].Items.Any(), "it does something", "it does nothing",
        ("ActionsEnabled", resource["ActionsEnabled"]), ("AlarmActions", resource["AlarmActions"]));
}
