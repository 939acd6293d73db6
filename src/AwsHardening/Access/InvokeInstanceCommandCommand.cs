using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Completion;
using AwsHardening.Core.Access;
using AwsHardening.Help;
using AwsHardening.Pipeline;

namespace AwsHardening.Access;

/// <summary>Runs commands on instances and writes what they gave as objects.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "InstanceCommand", DefaultParameterSetName = "Command", SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(InstanceCommandOutput))]
[RequiresIamAction("ec2:DescribeInstances")]
[RequiresIamAction("ssm:DescribeInstanceInformation")]
[RequiresIamAction("ssm:GetConnectionStatus")]
[RequiresIamAction("iam:GetInstanceProfile")]
[RequiresIamAction("iam:SimulatePrincipalPolicy")]
[RequiresIamAction("ssm:SendCommand")]
[RequiresIamAction("ssm:GetCommandInvocation")]
[RequiresIamAction("ssm:CancelCommand", When = "a command does not end in time")]
[RequiresIamAction("ssm:StartSession", When = "Run Command does not reach an agent")]
[RequiresIamAction("ssm:TerminateSession", When = "Run Command does not reach an agent")]
[RequiresIamAction("sts:GetCallerIdentity")]
public sealed class InvokeInstanceCommandCommand : SessionCmdlet
{
    private readonly List<string> _ids = [];

    /// <summary>The instances.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "Ids of instances, such as i-0123.")]
    [ArgumentCompleter(typeof(InstanceIdCompleter))]
    [ValidateNotNullOrEmpty]
    [NotASession]
    public string[] InstanceId { get; set; } = [];

    /// <summary>The commands.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = "Command",
        HelpMessage = "Shell commands or scripts; each is run on its own, and gives an object.")]
    [ValidateNotNullOrEmpty]
    public string[] Command { get; set; } = [];

    /// <summary>Paths of instance metadata.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Metadata",
        HelpMessage = "Paths of instance metadata to read with IMDSv2, such as instance-id or iam/security-credentials/.")]
    [ValidateText(@"[\w/.:+=,@-]+", "a path of instance metadata, such as iam/info")]
    [ArgumentCompleter(typeof(MetadataPathCompleter))]
    public string[] Metadata { get; set; } = [];

    /// <summary>How long to wait.</summary>
    [Parameter(HelpMessage = "Seconds to wait for each command, 5 to 3600.")]
    [ValidateRange(5, 3600)]
    public int TimeoutSeconds { get; set; } = 60;

    /// <summary>Never run in a session instead.</summary>
    [Parameter(HelpMessage = "Fail where Run Command does not reach the agent, instead of running the command in a session.")]
    public SwitchParameter NoFallback { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => _ids.AddRange(TakeRecord() ? InstanceId : []);

    /// <summary>Works at the end, because the account is read once for all instances.</summary>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        string[] ids = [.. _ids.Distinct()];
        var options = new InstanceCommandOptions
        {
            Command = Command, Metadata = Metadata, Timeout = TimeSpan.FromSeconds(TimeoutSeconds), NoFallback = NoFallback,
        };
        if (ids.Length > 0)
        {
            Emit((host, stop) => InstanceCommandOperation.RunAsync(OpenSession(), ids, options, host, stop));
        }
    }
}
