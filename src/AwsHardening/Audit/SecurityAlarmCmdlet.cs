using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Completion;
using AwsHardening.Core.Audit.Alarms;

namespace AwsHardening.Audit;

/// <summary>A cmdlet that looks at security alarms.</summary>
public abstract class SecurityAlarmCmdlet : SessionCmdlet
{
    /// <summary>The alarms.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, HelpMessage = "The alarms, such as RootUse; all unless some are said.")]
    [ArgumentCompleter(typeof(SecurityAlarmCompleter))]
    [ValidateNotNullOrEmpty]
    [NotASession]
    public string[] Name { get; set; } = [];

    /// <summary>The trail.</summary>
    [Parameter(HelpMessage = "The trail, by name or ARN; left out, the one that serves best.")]
    [ArgumentCompleter(typeof(TrailNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? TrailName { get; set; }

    private protected SecurityAlarmOptions Options => new() { Names = Name, TrailName = TrailName };
}
