using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Changes;
using AwsHardening.Completion;

namespace AwsHardening.Audit;

/// <summary>A cmdlet that makes or removes security alarms: some, or all.</summary>
public abstract class SecurityAlarmChangeCmdlet : ChangeCmdlet
{
    /// <summary>The alarms.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Name", ValueFromPipelineByPropertyName = true, HelpMessage = "The alarms, such as RootUse.")]
    [ArgumentCompleter(typeof(SecurityAlarmCompleter))]
    [ValidateNotNullOrEmpty]
    [NotASession]
    public string[] Name { get; set; } = [];

    /// <summary>All alarms.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "All", HelpMessage = "All alarms that the module knows.")]
    public SwitchParameter All { get; set; }

    /// <summary>The names that are said; none for all alarms.</summary>
    private protected string[] Names => All ? [] : Name;
}
