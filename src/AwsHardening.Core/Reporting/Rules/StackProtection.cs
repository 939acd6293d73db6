using AwsHardening.Core.Reporting.Repairs;
using AwsHardening.Core.Storage;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Stacks are protected from deletion.</summary>
internal sealed class StackProtection() : ResourceRule(FactTypes.Stacks)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "cloudformation-termination-protection",
        Title = "Stacks are protected from deletion.",
        Severity = FindingSeverity.Low,
        Service = "cloudformation",
        Compliance = ["SecurityHub/CloudFormation.3"],
        Rationale = "One call takes a stack away with all that is in it.",
        Remediation = "Turn termination protection on: aws cloudformation update-termination-protection --enable-termination-protection.",
        Repair = new SwitchRepair(Switches.Stack, on: true, "Protect the stack from deletion", "whoever deletes it from a pipeline is stopped"),
    };

    // A nested stack is protected by the one that it is in.
    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => resource["RootId"].Exists || resource["ParentId"].Exists ? null
        : Verdict.When(
            resource["EnableTerminationProtection"].Flag == true, "it is protected", "it is not protected", ("EnableTerminationProtection", resource["EnableTerminationProtection"]));
}
