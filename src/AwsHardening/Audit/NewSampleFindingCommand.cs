using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Core.Audit;
using AwsHardening.Help;

namespace AwsHardening.Audit;

/// <summary>Has GuardDuty make sample findings.</summary>
[Cmdlet(VerbsCommon.New, "SampleFinding", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(ThreatFinding))]
[RequiresIamAction("sts:GetCallerIdentity")]
[RequiresIamAction("guardduty:ListDetectors")]
[RequiresIamAction("guardduty:GetDetector")]
[RequiresIamAction("guardduty:CreateSampleFindings")]
[RequiresIamAction("guardduty:ListFindings")]
[RequiresIamAction("guardduty:GetFindings")]
public sealed class NewSampleFindingCommand : SessionCmdlet
{
    /// <summary>Types.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "Finding types; left out, one of each that GuardDuty has.")]
    [ValidateNotNullOrEmpty]
    [NotASession]
    public string[] Type { get; set; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        string[] types = [.. Type];
        Emit((host, stop) => ThreatFindingOperation.NewSampleAsync(OpenSession(), types, host, stop));
    }
}
