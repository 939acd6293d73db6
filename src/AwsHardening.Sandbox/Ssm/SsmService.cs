using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Services;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Sandbox.Ssm;

/// <summary>
/// Systems Manager of the embedded account: managed instances, sessions, documents, Run Command. Which instance is online, and
/// what its agent can do, follows from the account's roles and network, as it does in AWS.
/// </summary>
public sealed class SsmService : IServiceHandler
{
    private readonly OperationSet _operations = new();
    private readonly Regional<SsmRegion> _regions;
    private readonly SandboxAccount _account;

    /// <summary>An account's Systems Manager, with AWS's documents.</summary>
    /// <param name="account">The account, whose other services decide what agents can do.</param>
    public SsmService(SandboxAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        _account = account;
        var around = new SsmSurroundings(account);
        _regions = new(region => new SsmRegion(account, around, region));
        new NodeOperations(_regions).Register(_operations);
        new DocumentOperations(_regions).Register(_operations);
        new SessionOperations(_regions).Register(_operations);
        new CommandOperations(_regions).Register(_operations);
        new SettingOperations(_regions).Register(_operations);
    }

    /// <inheritdoc/>
    public string Service => "ssm";

    /// <summary>Makes the account a copy of one Region.</summary>
    internal SnapshotCopy NewCopy(string region) => _operations.Copy = new SnapshotCopy(region);

    internal SsmRegion Region(string name) => _regions[name];

    /// <summary>The operations that are answered.</summary>
    public IReadOnlyCollection<string> Operations => _operations.Names;

    /// <inheritdoc/>
    public JsonObject Handle(string operation, JsonObject input, CallContext context) =>
        _operations.Handle(Service, operation, input, context);

    /// <summary>Silences the agent of an instance, as on an image without one, or lets it speak again.</summary>
    /// <param name="region">The Region.</param>
    /// <param name="instanceId">The instance.</param>
    /// <param name="silent">Whether it is silent.</param>
    public void SilenceAgent(string region, string instanceId, bool silent = true) =>
        _account.Exclusively(() => silent ? _regions[region].SilentAgents.Add(instanceId) : _regions[region].SilentAgents.Remove(instanceId));

    /// <summary>Puts another version of the agent on an instance.</summary>
    /// <param name="region">The Region.</param>
    /// <param name="instanceId">The instance.</param>
    /// <param name="version">Such as <c>3.3.40.0</c>.</param>
    public void SetAgentVersion(string region, string instanceId, string version) =>
        _account.Exclusively(() => _regions[region].AgentVersions[instanceId] = version);

    /// <summary>Types a line into a session, as session-manager-plugin does over the data channel.</summary>
    /// <param name="region">The Region.</param>
    /// <param name="sessionId">The session.</param>
    /// <param name="token">The token that StartSession answered.</param>
    /// <param name="line">The line; <c>exit</c> ends the session.</param>
    /// <returns>What the terminal shows.</returns>
    /// <exception cref="AwsErrorException">No such session, or not its token.</exception>
    public string Type(string region, string sessionId, string token, string line) =>
        _account.Exclusively(() => SessionTerminal.Type(_regions[region], Session(region, sessionId, token), line));

    /// <summary>Runs the command of a session that was started with one, which ends the session.</summary>
    /// <param name="region">The Region.</param>
    /// <param name="sessionId">The session.</param>
    /// <param name="token">The token that StartSession answered.</param>
    /// <returns>The command's output.</returns>
    /// <exception cref="AwsErrorException">No such session, or not its token.</exception>
    public string RunCommand(string region, string sessionId, string token) =>
        _account.Exclusively(() => SessionTerminal.RunCommand(_regions[region], Session(region, sessionId, token)));

    private SsmSession Session(string region, string sessionId, string token) =>
        _regions[region].Sessions.Find(session => session.Id == sessionId && session.Token == token) ?? throw SsmErrors.NoSession(sessionId);
}
