using AwsHardening.Core.Reporting.Repairs;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Flow logs of every VPC are on.</summary>
internal sealed class VpcFlowLogs() : ResourceRule(FactTypes.Vpcs, FactTypes.FlowLogs)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ec2-vpc-flow-logs",
        Title = "Flow logs of every VPC are on.",
        Severity = FindingSeverity.Medium,
        Service = "ec2",
        Compliance = RuleInfo.Cis("3.7", "3.7", "4.7", "4.7", "FSBP/EC2.6"),
        Rationale = "Without flow logs nobody can say afterwards who talked to whom.",
        Remediation = "Turn flow logs on.",
        Repair = new BaselineRepair(AuditBaselineService.FlowLogs),
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        var logs = place.With(FactTypes.FlowLogs, "ResourceId", resource["VpcId"].Text).Where(log => log["FlowLogStatus"].Text == "ACTIVE").ToArray();
        // What is accepted alone hides who tried; what is rejected is the least that CIS asks for.
        var kept = logs.Any(log => log["TrafficType"].Text is "ALL" or "REJECT");
        return Verdict.When(kept, "a flow log records it", logs.Length == 0 ? "it has no active flow log" : "its flow logs record accepted traffic alone",
                [("FlowLogs", logs.Length), .. logs.Select(log => (log["FlowLogId"].ToString(), (object?)log["TrafficType"]))])
            .FixedBy($"Enable-AuditBaseline -Include FlowLogs -Region {place.Name}");
    }
}
