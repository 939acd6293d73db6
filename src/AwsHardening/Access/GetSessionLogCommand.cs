using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Core.Access;
using AwsHardening.Help;

namespace AwsHardening.Access;

/// <summary>Reads what was typed and shown in sessions, from CloudWatch Logs or else from S3.</summary>
[Cmdlet(VerbsCommon.Get, "SessionLog")]
[OutputType(typeof(SessionLogEntry))]
[RequiresIamAction("ssm:DescribeSessions")]
[RequiresIamAction("logs:GetLogEvents", When = "the session was logged to CloudWatch Logs")]
[RequiresIamAction("s3:GetObject", When = "the session was logged to S3 alone")]
[RequiresIamAction("kms:Decrypt", When = "the session was logged to S3 alone")]
public sealed class GetSessionLogCommand : SessionCmdlet
{
    /// <summary>The sessions.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "Ids of sessions, as Get-SessionHistory lists them.")]
    [ValidateNotNullOrEmpty]
    [NotASession]
    public string[] SessionId { get; set; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        string[] ids = [.. SessionId];
        Emit((host, stop) => SessionHistoryOperation.ReadLogsAsync(OpenSession(), ids, host, stop));
    }
}
