using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Changes;
using AwsHardening.Core.Audit;
using AwsHardening.Help;

namespace AwsHardening.Audit;

/// <summary>Has GuardDuty make sample findings.</summary>
[Cmdlet(VerbsCommon.New, "SampleFinding", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(ThreatFinding), typeof(HardeningPlan))]
[RequiresIamAction("sts:GetCallerIdentity")]
[RequiresIamAction("guardduty:ListDetectors")]
[RequiresIamAction("guardduty:GetDetector")]
[RequiresIamAction("guardduty:CreateSampleFindings")]
[RequiresIamAction("guardduty:ListFindings")]
[RequiresIamAction("guardduty:GetFindings")]
public sealed class NewSampleFindingCommand : ChangeCmdlet
{
    private readonly List<string> _types = [];

    /// <summary>Types.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "Finding types; left out, one of each that GuardDuty has.")]
    [ValidateNotNullOrEmpty]
    [NotASession]
    public string[] Type { get; set; } = [];

    /// <summary>Do not ask about what cannot be taken back.</summary>
    [Parameter(HelpMessage = "Make the samples without being asked a second time; they can be archived, not deleted.")]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => _types.AddRange(TakeRecord() ? Type : []);

    /// <summary>Works at the end: one call makes all.</summary>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        string[] types = [.. _types];
        var options = new FindingChangeOptions { RevertAfter = RevertAfter, Force = Force };
        MakeOrPlan(
            (host, stop) => SampleFindingOperation.PlanAsync(OpenSession(), types, options, host, stop),
            (host, stop) => SampleFindingOperation.NewAsync(OpenSession(), types, options, host, stop));
    }
}
