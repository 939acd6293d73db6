using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Completion;
using AwsHardening.Core.Access;
using AwsHardening.Help;

namespace AwsHardening.Access;

/// <summary>Lists sessions on instances, active ones and those of the last 30 days, with the places of their logs.</summary>
[Cmdlet(VerbsCommon.Get, "SessionHistory")]
[OutputType(typeof(InstanceSession))]
[RequiresIamAction("ssm:DescribeSessions")]
public sealed class GetSessionHistoryCommand : SessionCmdlet
{
    /// <summary>These sessions.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Ids of sessions.")]
    public string[] SessionId { get; set; } = [];

    /// <summary>Sessions on these instances.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, HelpMessage = "Ids of instances, such as i-0123.")]
    [ArgumentCompleter(typeof(InstanceIdCompleter))]
    public string[] InstanceId { get; set; } = [];

    /// <summary>Sessions that somebody started.</summary>
    [Parameter(HelpMessage = "The ARN of who started them.")]
    [ValidateNotNullOrEmpty]
    public string? Owner { get; set; }

    /// <summary>Sessions that started after a time.</summary>
    [Parameter(HelpMessage = "Sessions that started after this time.")]
    public DateTimeOffset? After { get; set; }

    /// <summary>Only those that have not ended.</summary>
    [Parameter(HelpMessage = "Only sessions that have not ended.")]
    public SwitchParameter Active { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var query = new SessionHistoryQuery { SessionId = SessionId, InstanceId = InstanceId, Owner = Owner, After = After, ActiveOnly = Active };
        Emit((host, stop) => SessionHistoryOperation.FindAsync(OpenSession(), query, host, stop));
    }
}
