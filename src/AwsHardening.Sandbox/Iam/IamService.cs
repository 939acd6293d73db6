using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Services;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Sandbox.Iam;

/// <summary>
/// Identity and Access Management of the embedded account: users, groups, roles, instance profiles, policies, and what users sign
/// in with.
/// </summary>
public sealed class IamService : IServiceHandler
{
    private readonly OperationSet _operations = new();
    private readonly SandboxAccount _account;
    private readonly EventualConsistency _consistency;

    /// <summary>An account's IAM with AWS's policies and the account's administrator.</summary>
    /// <param name="account">The account.</param>
    public IamService(SandboxAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        _account = account;
        State = new IamState(account);
        _consistency = new EventualConsistency(State);
        AwsPolicies.AddTo(State, account.Partition.Name);
        AddAdministrator(account);
        new RoleOperations(State).Register(_operations);
        new ServiceLinkedRoleOperations(State).Register(_operations);
        new ProfileOperations(State).Register(_operations);
        new UserOperations(State).Register(_operations);
        new AccessKeyOperations(State, account.Principals).Register(_operations);
        new MfaDeviceOperations(State).Register(_operations);
        new LoginProfileOperations(State).Register(_operations);
        State.PasswordPolicy.Register(_operations);
        new GroupOperations(State).Register(_operations);
        new AccountOperations(State).Register(_operations);
        new ServerCertificateOperations(State).Register(_operations);
        new OrganizationFeatureOperations(account).Register(_operations);
        new CredentialReport(State).Register(_operations);
        new AuthorizationDetails(State).Register(_operations);
        new LastAccessed(State).Register(_operations);
        new ManagedPolicyOperations(State).Register(_operations);
        new SimulationOperations(State).Register(_operations);
        ManagedPolicy? Policy(string arn) => State.Policies.GetValueOrDefault(arn);
        new IdentityPolicyOperations("Role", State.Role, State.OwnRole, Policy).Register(_operations);
        new IdentityPolicyOperations("User", State.User, State.User, Policy).Register(_operations);
        new IdentityPolicyOperations("Group", State.Group, State.Group, Policy).Register(_operations);
    }

    /// <inheritdoc/>
    public string Service => "iam";

    /// <summary>Makes the account a copy; IAM has no Regions.</summary>
    internal SnapshotCopy NewCopy() => _operations.Copy = new SnapshotCopy(region: null);

    /// <summary>The operations that are answered.</summary>
    public IReadOnlyCollection<string> Operations => _operations.Names;

    internal IamState State { get; }

    // A copy that knows no profiles cannot refuse one.
    internal string? FindProfileArn(string arn) => State.FindProfileArn(arn)
        ?? (_operations.Copy?.IsUnread("GetInstanceProfile", "") is true ? arn : null);

    /// <summary>
    /// For how long a new user, role or policy is not known yet to calls about it, to trust policies and to STS; none unless it is set.
    /// </summary>
    public TimeSpan ConsistencyDelay
    {
        get => _consistency.Delay;
        set => _consistency.Delay = value;
    }

    /// <summary>For how long a credential report, or one of services last accessed, is being made; ready at once unless it is set.</summary>
    public TimeSpan ReportDelay
    {
        get => State.ReportDelay;
        set => State.ReportDelay = value;
    }

    /// <summary>True for what was made so short a time ago that nobody knows of it.</summary>
    internal bool IsNew(DateTimeOffset made) => _consistency.IsNew(made);

    /// <summary>Gives a user a device that AWS did not make: a hardware token or a security key.</summary>
    /// <param name="userName">The user; null for the root user.</param>
    /// <param name="serialNumber">A token's serial number, or the ARN of a security key.</param>
    public void AddDevice(string? userName, string serialNumber) => MfaDeviceOperations.Attach(
        new MfaDevice(serialNumber, State.NewSeed()), userName is null ? State.Root : SignInOwner.Of(State.User(userName)), State.Now);

    /// <summary>Gives the root user a certificate that signs requests, which it alone does, in the console.</summary>
    public void AddSigningCertificate() => State.RootHasSigningCertificate = true;

    /// <summary>What an MFA device shows: the code of now, or of the next 30 seconds where that of now was used.</summary>
    /// <param name="serialNumber">The device.</param>
    /// <returns>Six digits. A <see cref="SteppingClock"/> moves on to when the code is good.</returns>
    public string ReadCode(string serialNumber)
    {
        var device = State.VirtualDevices.GetValueOrDefault(serialNumber)
            ?? State.Owners.SelectMany(owner => owner.Means.Devices).First(device => device.SerialNumber == serialNumber);
        var (code, step) = device.Next(State.Now);
        (_account.Clock as SteppingClock)?.Advance(TimeBasedCode.Start(step) is var start && start > State.Now ? start - State.Now : TimeSpan.Zero);
        return code;
    }

    /// <inheritdoc/>
    public JsonObject Handle(string operation, JsonObject input, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(input);
        _consistency.Check(operation, input);
        return _operations.Handle(Service, operation, input, context);
    }

    private void AddAdministrator(SandboxAccount account)
    {
        var principal = account.Principals.Default;
        var name = principal.Arn[(principal.Arn.LastIndexOf('/') + 1)..];
        var user = new User(name, "/", principal.Arn, principal.UserId, State.Now);
        user.Attached.Add(State.Policy($"arn:{account.Partition.Name}:iam::aws:policy/AdministratorAccess"));
        user.Means.Keys.Add(new AccessKey(principal.AccessKeyId, State.Now));
        State.Users.Add(name, user);
    }
}
