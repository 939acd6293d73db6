using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Services;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Sandbox.Iam;

/// <summary>
/// Identity and Access Management of the embedded account: roles, instance profiles, users, policies. Policies are kept and
/// simulated; what callers do is not judged by them, because whoever calls owns the account.
/// </summary>
public sealed class IamService : IServiceHandler
{
    private readonly OperationSet _operations = new();

    /// <summary>An account's IAM with AWS's policies and the account's administrator.</summary>
    /// <param name="account">The account.</param>
    public IamService(SandboxAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        State = new IamState(account);
        AwsPolicies.AddTo(State, account.Partition.Name);
        AddAdministrator(account);
        new RoleOperations(State).Register(_operations);
        new ServiceLinkedRoleOperations(State).Register(_operations);
        new ProfileOperations(State).Register(_operations);
        new UserOperations(State).Register(_operations);
        new ManagedPolicyOperations(State).Register(_operations);
        new SimulationOperations(State).Register(_operations);
        ManagedPolicy? Policy(string arn) => State.Policies.GetValueOrDefault(arn);
        new IdentityPolicyOperations("Role", State.Role, State.OwnRole, Policy).Register(_operations);
        new IdentityPolicyOperations("User", State.User, State.User, Policy).Register(_operations);
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

    /// <inheritdoc/>
    public JsonObject Handle(string operation, JsonObject input, CallContext context) =>
        _operations.Handle(Service, operation, input, context);

    private void AddAdministrator(SandboxAccount account)
    {
        var principal = account.Principals.Default;
        var name = principal.Arn[(principal.Arn.LastIndexOf('/') + 1)..];
        var user = new User(name, "/", principal.Arn, principal.UserId, State.Now);
        user.Attached.Add(State.Policy($"arn:{account.Partition.Name}:iam::aws:policy/AdministratorAccess"));
        State.Users.Add(name, user);
    }
}
