namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Instances report to Systems Manager.</summary>
internal sealed class InstanceManaged() : ResourceRule(FactTypes.Instances, FactTypes.ManagedInstances)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ec2-instance-managed",
        Title = "Instances report to Systems Manager.",
        Severity = FindingSeverity.Medium,
        Service = "ssm",
        Compliance = ["FSBP/SSM.1"],
        Rationale = "What Systems Manager does not see is patched by nobody, and entered by open ports.",
        Remediation = "Give the instance the agent, a role and a way to the service.",
        ByHand = "it may take a role, an agent and endpoints that cost by the hour; Enable-SessionManager works out which, and asks.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        if (resource["State.Name"].Text != "running")
        {
            return null;
        }

        var said = place.With(FactTypes.ManagedInstances, "InstanceId", resource["InstanceId"].Text).FirstOrDefault();
        return Verdict.When(said is not null, "it reports", "it has never reported", ("PingStatus", said?["PingStatus"].Text))
            .FixedBy($"Enable-SessionManager -InstanceId {resource["InstanceId"]} -Region {place.Name}");
    }
}
