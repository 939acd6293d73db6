using System.Management.Automation;
using AwsHardening.Core.Access;
using AwsHardening.Help;

namespace AwsHardening.Access;

/// <summary>Stops the logging of sessions. Logs, bucket, log group and key stay.</summary>
[Cmdlet(VerbsLifecycle.Disable, "SessionLogging", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(AccessChange), typeof(HardeningPlan))]
[RequiresIamAction("ssm:GetDocument")]
[RequiresIamAction("ssm:UpdateDocument")]
[RequiresIamAction("ssm:UpdateDocumentDefaultVersion")]
[RequiresIamAction("iam:ListRoles")]
[RequiresIamAction("iam:GetRolePolicy")]
[RequiresIamAction("iam:DeleteRolePolicy")]
[RequiresIamAction("sts:GetCallerIdentity")]
public sealed class DisableSessionLoggingCommand : AccessChangeCmdlet
{
    /// <inheritdoc />
    protected override void ProcessRecord() => TakeRecord();

    /// <summary>Works at the end, as its counterpart does.</summary>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        MakeOrPlan(
            (host, stop) => SessionLoggingOperation.PlanDisableAsync(OpenSession(), host, stop),
            (host, stop) => SessionLoggingOperation.DisableAsync(OpenSession(), RevertAfter, host, stop));
    }
}
