using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Identity.Passwords;
using AwsHardening.Core.Identity.Roles;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Iam;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Identity;

/// <summary>An embedded account, and the engine's operations about roles, users and passwords on it.</summary>
internal sealed class RolesScene : IDisposable
{
    public const string ReadOnly = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    public const string Administrator = "arn:aws:iam::aws:policy/AdministratorAccess";

    private readonly Rehearsal _rehearsal;

    public RolesScene(string template = "SecurityEssentials")
    {
        Account = SandboxAccount.FromTemplate(template);
        _rehearsal = new Rehearsal(Account);
    }

    public SandboxAccount Account { get; }

    public TestHost Host { get; set; } = new();

    public HardeningSession Session => _rehearsal.Session;

    public static RoleAccessOptions Workshop { get; } = new() { ReadOnlyUser = ["audit"], AdminUser = ["operator"] };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IamState Iam => Account.Service<IamService>().State;

    public string Arn(string resource) => $"arn:aws:iam::{Account.AccountId}:{resource}";

    public JsonObject Call(string operation, object? parameters = null) => Account.Invoke(
        "iam", operation, (JsonObject)JsonSerializer.SerializeToNode(parameters ?? new { })!);

    public void AddUser(string name, params string[] policies)
    {
        Call("CreateUser", new { UserName = name });
        foreach (var arn in policies)
        {
            Call("AttachUserPolicy", new { UserName = name, PolicyArn = arn });
        }
    }

    /// <summary>Gives a user a device and a key.</summary>
    public string Equip(string user)
    {
        Account.Service<IamService>().AddDevice(user, Arn($"mfa/{user}"));
        return (string)Call("CreateAccessKey", new { UserName = user })["AccessKey"]!["AccessKeyId"]!;
    }

    public string Key(string user) => (string)Call("CreateAccessKey", new { UserName = user })["AccessKey"]!["AccessKeyId"]!;

    /// <summary>Assumes a role as the holder of a key; null where it succeeds, else the error's code.</summary>
    public string? Assume(string key, string role, string? mfaUser = null)
    {
        var input = new JsonObject { ["RoleArn"] = Arn($"role/{role}"), ["RoleSessionName"] = "test" };
        if (mfaUser is not null)
        {
            input["SerialNumber"] = Arn($"mfa/{mfaUser}");
            input["TokenCode"] = Account.Service<IamService>().ReadCode(Arn($"mfa/{mfaUser}"));
        }

        try
        {
            Account.InvokeAs(key, "sts", "AssumeRole", input);
            return null;
        }
        catch (AwsErrorException e)
        {
            return e.Code;
        }
    }

    public JsonObject Trust(string role) => (JsonObject)JsonNode.Parse(Iam.Roles[role].TrustPolicy)!;

    public async Task<IReadOnlyList<IdentityChange>> NewAsync(RoleAccessOptions? options = null) =>
        await RoleAccessOperation.NewAsync(Session, options ?? Workshop, Host, Token).ToListAsync(Token);

    public Task<HardeningPlan?> PlanNewAsync(RoleAccessOptions? options = null) => RoleAccessOperation.PlanAsync(Session, options ?? Workshop, Host, Token);

    public async Task<IReadOnlyList<IdentityChange>> StripAsync(params string[] users) => await StripAsync(new DirectPermissionOptions(), users);

    public async Task<IReadOnlyList<IdentityChange>> StripAsync(DirectPermissionOptions options, params string[] users) =>
        await DirectPermissionOperation.RemoveAsync(Session, users, options, Host, Token).ToListAsync(Token);

    public async Task<AccountPasswordPolicy?> SetAsync(PasswordPolicyOptions options) =>
        await PasswordPolicyOperation.SetAsync(Session, options, Host, Token).SingleOrDefaultAsync(Token);

    public async Task<IReadOnlyList<HardeningChange>> ChangesAsync() => await _rehearsal.ChangesAsync();

    public async Task UndoAllAsync() =>
        await _rehearsal.UndoAsync((await ChangesAsync()).Where(change => change.Undoes is null).Select(change => change.ChangeId), Host);

    public async Task UndoAsync(params string[] ids) => await _rehearsal.UndoAsync(ids, Host);

    public async Task UndoOpenAsync() => await _rehearsal.UndoAsync(
        new UndoOptions { Id = [.. (await ChangesAsync()).Select(change => change.ChangeId)] }, new TestHost());

    public async Task ResumeAllAsync() => await _rehearsal.ResumeAsync(
        (await ChangesAsync()).Where(change => change.Status == HardeningChangeStatus.Interrupted).Select(change => change.ChangeId), Host);

    public Task<IReadOnlyList<HardeningChange>> InvokeAsync(HardeningPlan plan) => _rehearsal.InvokeAsync(plan, Host);

    public byte[] ReadJournal() => JournalRemains.Read(_rehearsal.JournalPath);

    /// <summary>Puts back what a dead process had written.</summary>
    public void WriteJournal(byte[] journal)
    {
        File.WriteAllBytes(_rehearsal.JournalPath, journal);
        JournalRemains.WriteHead(_rehearsal.JournalPath);
    }

    public void Reopen() => _rehearsal.Reopen();

    /// <summary>Every identity with its policies, every document to the letter, and the password policy.</summary>
    public string Picture() => string.Join('\n', new[]
    {
        Iam.Roles.Values.Select(role => $"role {role.Arn} {role.TrustPolicy} {role.Description} {role.MaxSessionDuration}{Held(role)}"),
        Iam.Users.Values.Select(user => $"user {user.Arn} {string.Join(',', user.Groups.Select(group => group.Name).Order(StringComparer.Ordinal))}{Held(user)}"),
        Iam.Groups.Values.Select(group => $"group {group.Arn}{Held(group)}"),
        Iam.Policies.Values.Where(policy => !policy.IsAws).Select(policy => $"policy {policy.Arn} {policy.Default.Document}"),
        [$"passwords {Iam.PasswordPolicy.Set?.ToJsonString()}"],
    }.SelectMany(lines => lines.Order(StringComparer.Ordinal)));

    public void Dispose() => _rehearsal.Dispose();

    private static string Held(AwsHardening.Sandbox.Iam.Identity identity) =>
        $" bound {identity.BoundaryArn} attached {string.Join(',', identity.Attached.Select(policy => policy.Arn).Order(StringComparer.Ordinal))}"
        + $" inline {string.Join(',', identity.Inline.Select(policy => $"{policy.Key}={policy.Value}"))}";
}
