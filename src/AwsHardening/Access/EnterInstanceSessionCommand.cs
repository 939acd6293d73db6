using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Completion;
using AwsHardening.Core.Access;
using AwsHardening.Help;

namespace AwsHardening.Access;

/// <summary>Opens a session on an instance, without an open port and without a key.</summary>
[Cmdlet(VerbsCommon.Enter, "InstanceSession", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(InstanceCommandOutput))]
[RequiresIamAction("ec2:DescribeInstances")]
[RequiresIamAction("ssm:DescribeInstanceInformation")]
[RequiresIamAction("ssm:GetConnectionStatus")]
[RequiresIamAction("iam:GetInstanceProfile")]
[RequiresIamAction("ssm:StartSession")]
[RequiresIamAction("ssm:TerminateSession")]
[RequiresIamAction("sts:GetCallerIdentity")]
public sealed class EnterInstanceSessionCommand : SessionCmdlet
{
    /// <summary>The instance.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The id of an instance, such as i-0123.")]
    [ArgumentCompleter(typeof(InstanceIdCompleter))]
    [ValidateNotNullOrEmpty]
    [NotASession]
    public string InstanceId { get; set; } = "";

    /// <summary>Lines to type instead of handing over the terminal.</summary>
    [Parameter(HelpMessage = "Lines to type into the session instead of handing over the terminal; the session ends after them.")]
    [ValidateNotNullOrEmpty]
    public string[] Line { get; set; } = [];

    /// <summary>The session document.</summary>
    [Parameter(HelpMessage = "A session document of the account; left out, its preferences decide.")]
    [ValidateNotNullOrEmpty]
    public string? DocumentName { get; set; }

    /// <summary>Why the session is opened.</summary>
    [Parameter(HelpMessage = "Why the session is opened, for its history; at most 256 characters.")]
    [ValidateLength(1, 256)]
    public string? Reason { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var (id, lines, document, reason) = (InstanceId, Line, DocumentName, Reason);
        EmitOne((host, stop) => InstanceSessionOperation.EnterAsync(OpenSession(), id, lines, document, reason, host, stop));
    }
}
