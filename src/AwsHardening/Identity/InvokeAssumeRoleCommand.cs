using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Security;
using AwsHardening.Account;
using AwsHardening.Completion;
using AwsHardening.Core.Identity;
using AwsHardening.Help;
using AwsHardening.Pipeline;
using AwsHardening.Seam;

namespace AwsHardening.Identity;

/// <summary>Assumes a role, and gives a session of it, or runs something with its credentials.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "AssumeRole", DefaultParameterSetName = SessionSet)]
[OutputType(typeof(HardeningSession), ParameterSetName = [SessionSet])]
[OutputType(typeof(PSObject), ParameterSetName = [ScriptSet])]
[OutputType(typeof(string), ParameterSetName = [CommandSet, ProcessSet])]
[OutputType(typeof(ConsoleSignIn), ParameterSetName = [ConsoleSet])]
[RequiresIamAction("sts:AssumeRole")]
[RequiresIamAction("sts:TagSession", When = "-Tag is said")]
[RequiresIamAction("sts:SetSourceIdentity", When = "-SourceIdentity is said")]
[RequiresIamAction("sts:GetSessionToken", When = "MFA is used")]
[RequiresIamAction("sts:GetCallerIdentity", When = "-RoleName is said without -AccountId, or -Duration of more than an hour")]
public sealed class InvokeAssumeRoleCommand : PlacedCmdlet
{
    private const string SessionSet = "Session";
    private const string ScriptSet = "ScriptBlock";
    private const string CommandSet = "Command";
    private const string ConsoleSet = "Console";
    private const string ProcessSet = "CredentialProcess";

    private readonly Dictionary<HardeningSession, object> _sources = [];
    private RunspaceSessions? _sessions;
    private int _roles;

    /// <summary>The role's name.</summary>
    [Parameter(Position = 0, ParameterSetName = SessionSet, HelpMessage = "The role's name, with its path where it has one, in each account.")]
    [Parameter(Position = 0, ParameterSetName = ScriptSet, HelpMessage = "The role's name, with its path where it has one, in each account.")]
    [Parameter(Position = 0, ParameterSetName = ConsoleSet, HelpMessage = "The role's name, with its path where it has one, in each account.")]
    [Parameter(Position = 0, ParameterSetName = ProcessSet, HelpMessage = "The role's name, with its path where it has one, in each account.")]
    [Parameter(ParameterSetName = CommandSet, HelpMessage = "The role's name, with its path where it has one, in each account.")]
    [ArgumentCompleter(typeof(RoleNameCompleter))]
    [ValidateText(@"[\w+=,.@/-]{1,512}", "the name of a role, such as admin or team/admin")]
    public string? RoleName { get; set; }

    /// <summary>The role's ARN.</summary>
    [Parameter(HelpMessage = "The role's ARN, such as arn:aws:iam::123456789012:role/read_only.")]
    [ArgumentCompleter(typeof(RoleArnCompleter))]
    [ValidateNotNullOrEmpty]
    public string? RoleArn { get; set; }

    /// <summary>The account of a role that is named.</summary>
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The account of the role that -RoleName names; left out, the caller's own. Get-OrganizationAccount gives many.")]
    [NotASession]
    [AllowNull]
    [ValidateAccountId]
    public string? AccountId { get; set; }

    /// <summary>The Regions of the sessions.</summary>
    [Parameter(HelpMessage = "AWS Regions: one session for each; left out, the Region of what the role is assumed with.")]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Region { get; set; }

    /// <summary>The session's name.</summary>
    [Parameter(HelpMessage = "The session's name, which CloudTrail shows: 2 to 64 letters, digits or any of +=,.@-_ and no spaces.")]
    [ValidateText(@"[\w+=,.@-]{2,64}", "the name of a session: 2 to 64 letters, digits and _+=,.@-")]
    public string? SessionName { get; set; }

    /// <summary>How long its credentials last.</summary>
    [Parameter(HelpMessage = "How long its credentials last, such as 04:00:00: 15 minutes to 12 hours, one hour when left out. They are renewed by themselves.")]
    [ValidateSessionDuration]
    public TimeSpan? Duration { get; set; }

    /// <summary>The user's MFA device.</summary>
    [Parameter(HelpMessage = "The user's MFA device: its ARN, or a hardware device's serial number.")]
    [ArgumentCompleter(typeof(MfaSerialCompleter))]
    [ValidateText(@"[\w+=/:,.@-]{9,256}", "the serial number or ARN of an MFA device, such as arn:aws:iam::123456789012:mfa/me")]
    public string? MfaSerial { get; set; }

    /// <summary>The code that it shows.</summary>
    [Parameter(HelpMessage = "The six digits that the device shows, as a SecureString or plain; left out, they are asked for. One code does for all accounts.")]
    [MfaCode]
    public SecureString? MfaToken { get; set; }

    /// <summary>What the role's owner asks of third parties.</summary>
    [Parameter(HelpMessage = "The external id that the role's trust policy asks for.")]
    [ValidateLength(2, 1224)]
    public string? ExternalId { get; set; }

    /// <summary>What narrows the session.</summary>
    [Parameter(HelpMessage = "What narrows the session: a policy as JSON, or ARNs of managed policies, at most 10.")]
    [ValidateNotNullOrEmpty]
    public string[] SessionPolicy { get; set; } = [];

    /// <summary>Session tags.</summary>
    [Parameter(HelpMessage = "Session tags, such as @{ team = 'audit' }.")]
    [ValidateNotNullOrEmpty]
    public Hashtable? Tag { get; set; }

    /// <summary>Who stands behind the session.</summary>
    [Parameter(HelpMessage = "Who stands behind the session, in CloudTrail's sourceIdentity: 2 to 64 characters.")]
    [ValidateText(@"[\w+=,.@-]{2,64}", "a source identity: 2 to 64 letters, digits and _+=,.@-")]
    public string? SourceIdentity { get; set; }

    /// <summary>How many accounts are worked on at the same time.</summary>
    [Parameter(HelpMessage = "How many accounts are worked on at the same time, here and by the commands that get the sessions.")]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 8;

    /// <summary>How many requests a second each account gets.</summary>
    [Parameter(HelpMessage = "How many requests a second each account gets, in all Regions together; left out, as many as the session that the role is assumed with; 0 for no limit.")]
    [ValidateRange(0, 10000)]
    public int? RequestsPerSecond { get; set; }

    /// <summary>Make the session the default.</summary>
    [Parameter(ParameterSetName = SessionSet, HelpMessage = "Make the session the runspace's default, until Exit-AssumedRole.")]
    public SwitchParameter AsDefault { get; set; }

    /// <summary>Export the credentials.</summary>
    [Parameter(ParameterSetName = SessionSet,
        HelpMessage = "Export the credentials to this process's environment for other tools, until Exit-AssumedRole.")]
    public SwitchParameter SetEnvironment { get; set; }

    /// <summary>A script to run.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ScriptSet,
        HelpMessage = "A script that runs with the credentials in the environment and the session as default and as `$_; all is put back afterwards.")]
    [ValidateNotNull]
    public ScriptBlock? ScriptBlock { get; set; }

    /// <summary>Run a program.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CommandSet,
        HelpMessage = "Run the program that the rest of the line names, with the credentials in its environment alone.")]
    public SwitchParameter Command { get; set; }

    /// <summary>The program and its arguments.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CommandSet, ValueFromRemainingArguments = true,
        HelpMessage = "The program and its arguments: the rest of the line. After -- PowerShell leaves dashes to the program.")]
    [ValidateNotNullOrEmpty]
    public string[] ArgumentList { get; set; } = [];

    /// <summary>Make a sign-in link.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ConsoleSet, HelpMessage = "Make a link that signs a browser in to the console as the role.")]
    public SwitchParameter Console { get; set; }

    /// <summary>Print the credentials for a tool.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ProcessSet,
        HelpMessage = "Print the credentials as a credential_process does. This is the one output with secrets in it.")]
    public SwitchParameter CredentialProcess { get; set; }

    private protected override string? SaidRegion => Region?[0];

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if (RoleArn is not null && RoleName is not null)
        {
            ThrowTerminatingError(ErrorRecords.Contradiction("-RoleArn and -RoleName both name the role.", "Say one of them."));
        }

        if (RoleArn is null && RoleName is null && ProfileName is null)
        {
            ThrowTerminatingError(ErrorRecords.Contradiction("No role is said.", "Say -RoleName, -RoleArn, or a -ProfileName that has a role_arn."));
        }

        base.BeginProcessing();
        _sessions = RunspaceSessions.ForCurrentRunspace();
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (AccountId is null && !SessionIsPiped && MyInvocation.BoundParameters.ContainsKey(nameof(AccountId)))
        {
            // The caller's own account must not take the place of one that an object should have named.
            WriteError(ErrorRecords.From(new OperationError(
                "AccountIdMissing", OperationErrorCategory.InvalidArgument, "-AccountId, or the AccountId of what was piped in, is empty.",
                "Say twelve digits, or leave -AccountId out for the caller's own account.", null)));
            return;
        }

        _roles++;
        if (_roles > 1 && (AsDefault || SetEnvironment || CredentialProcess))
        {
            ThrowTerminatingError(ErrorRecords.Contradiction(
                "There is one default, one environment and one credential process, and more than one account was piped in.",
                "Use the sessions themselves: pipe them on, or use -ScriptBlock or -Command."));
        }

        if (AccountId is { } account && RoleName is not null && !SessionIsPiped && MyInvocation.ExpectingInput)
        {
            RunBeside(account, AccountsAtOnce(ThrottleLimit), (host, stop) => WorkOnAsync(account, host, stop));
        }
        else
        {
            // A session from the pipeline names its own account.
            var said = SessionIsPiped ? null : AccountId;
            Run((host, stop) => WorkOnAsync(said, host, stop));
        }
    }

    // What runs with the credentials in this process's environment, or asks to see a terminal, has them to itself.
    private protected override int AccountsAtOnce(HardeningSession session) => AccountsAtOnce(session.ThrottleLimit);

    private int AccountsAtOnce(int limit) => ParameterSetName is ScriptSet or CommandSet ? 1 : limit;

    private async Task WorkOnAsync(string? accountId, CmdletHost host, CancellationToken stop)
    {
        var options = new AssumeRoleOptions
        {
            RoleArn = RoleArn, RoleName = RoleName, AccountId = accountId, SessionName = SessionName, Duration = Duration, ExternalId = ExternalId,
            SessionPolicy = SessionPolicy.FirstOrDefault(IsDocument), SessionPolicyArns = [.. SessionPolicy.Where(policy => !IsDocument(policy))],
            Tags = (Tag ?? []).Cast<DictionaryEntry>().ToDictionary(tag => Text(tag.Key), tag => Text(tag.Value), StringComparer.Ordinal),
            SourceIdentity = SourceIdentity, Regions = Region ?? [], ThrottleLimit = ThrottleLimit, RequestsPerSecond = RequestsPerSecond,
        };
        await foreach (var session in AssumeRoleOperation.AssumeAsync(Source(OpenSession()), options, stop))
        {
            _sessions!.Keep(session);
            host.WriteVerbose($"Assumed {session.RoleArn} as {session.RoleSessionName} until {session.Expiration?.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC.");
            await GiveAsync(session, host, stop);
        }
    }

    private async Task GiveAsync(HardeningSession session, CmdletHost host, CancellationToken stop)
    {
        switch (ParameterSetName)
        {
            case ScriptSet:
                await new RoleScript(_sessions!, ScriptBlock!, MyInvocation.ExpectingInput).RunAsync(session, host, stop);
                break;
            case CommandSet:
                await new RoleCommand(ArgumentList, SessionState).RunAsync(session, host, stop);
                break;
            case ConsoleSet:
                await host.WriteObjectAsync(await ConsoleSignInOperation.LinkAsync(session, stop), stop);
                break;
            case ProcessSet:
                await host.WriteObjectAsync((await CredentialExportOperation.ExportAsync(session, stop, serve: false)).ProcessJson, stop);
                break;
            default:
                if (AsDefault || SetEnvironment)
                {
                    var export = SetEnvironment ? await CredentialExportOperation.ExportAsync(session, stop) : null;
                    _sessions!.Enter(session, AsDefault, export is null ? null : new EnvironmentChange(export));
                }

                await host.WriteObjectAsync(session, stop);
                break;
        }
    }

    private RoleSource Source(HardeningSession session)
    {
        // One for all accounts of the command, since one MFA code does for one source.
        lock (_sources)
        {
            if (!_sources.TryGetValue(session, out var source))
            {
                _sources.Add(session, source = new RoleSource(session, MfaSerial, MfaToken));
            }

            return (RoleSource)source;
        }
    }

    private static bool IsDocument(string policy) => policy.AsSpan().TrimStart().StartsWith("{");

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
