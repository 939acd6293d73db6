using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Core.Access;
using AwsHardening.Core.Changes;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Iam;
using AwsHardening.Sandbox.Kms;
using AwsHardening.Sandbox.Logs;
using AwsHardening.Sandbox.S3;
using AwsHardening.Sandbox.Ssm;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Access;

/// <summary>An embedded account, and the engine's operations about access on it.</summary>
internal sealed class AccessScene : IDisposable
{
    public const string Bucket = "fnd203-ssmlogs";
    public const string LogGroup = "fnd203-ssmlogs-logs";
    public const string Services = "Services Server for AZ1";
    public const string Web = "Web Server for AZ1";
    public const string Role = "SharedServerConnectivityRole";

    private readonly Rehearsal _rehearsal;

    public AccessScene(string template = "Fnd203")
        : this(SandboxAccount.FromTemplate(template))
    {
    }

    public AccessScene(SandboxAccount account)
    {
        Account = account;
        _rehearsal = new Rehearsal(Account);
    }

    public SandboxAccount Account { get; }

    public TestHost Host { get; set; } = new();

    public HardeningSession Session => _rehearsal.Session;

    public SsmService Ssm => Account.Service<SsmService>();

    public Ec2Region Ec2 => Account.Service<Ec2Service>().State.Region(Account.Region);

    public static SessionLoggingOptions Logging { get; } = new() { BucketName = Bucket, LogGroupName = LogGroup, KeyPrefix = "sessions", OpenNetwork = true };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public string Instance(string name) => Ec2.Instances.Rows.Single(instance => instance.Tags.GetValueOrDefault("Name") == name).Id;

    public JsonObject Call(string service, string operation, object? parameters = null) => Account.Invoke(
        service, operation, (JsonObject)JsonSerializer.SerializeToNode(parameters ?? new { })!);

    public void SetRolePolicy(params string[] actions) => Call("iam", "PutRolePolicy", new
    {
        RoleName = Role, PolicyName = "SharedServerConnectivityPolicy",
        PolicyDocument = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":{{JsonSerializer.Serialize(actions)}},"Resource":"*"}]}""",
    });

    public async Task<ManagedInstance> ManagedAsync(string name) =>
        Assert.Single(await ListAsync(ManagedInstanceOperation.FindAsync(Session, new() { Name = [name] }, Host, Token)));

    public async Task<IReadOnlyList<ManagedInstance>> AllManagedAsync() =>
        await ListAsync(ManagedInstanceOperation.FindAsync(Session, new(), Host, Token));

    public async Task<IReadOnlyList<InstanceCommandOutput>> RunAsync(string name, InstanceCommandOptions options) =>
        await ListAsync(InstanceCommandOperation.RunAsync(Session, [Instance(name)], options, Host, Token));

    public Task<InstanceCommandOutput?> EnterAsync(string name, params string[] lines) =>
        InstanceSessionOperation.EnterAsync(Session, Instance(name), lines, null, null, Host, Token);

    public async Task<IReadOnlyList<InstanceSession>> HistoryAsync(SessionHistoryQuery? query = null) =>
        await ListAsync(SessionHistoryOperation.FindAsync(Session, query ?? new(), Host, Token));

    public async Task<IReadOnlyList<SessionLogEntry>> LogAsync(string sessionId) =>
        await ListAsync(SessionHistoryOperation.ReadLogsAsync(Session, [sessionId], Host, Token));

    public Task<IReadOnlyList<AccessChange>> EnableLoggingAsync(SessionLoggingOptions? options = null) =>
        SessionLoggingOperation.EnableAsync(Session, options ?? Logging, Host, Token);

    public Task<IReadOnlyList<AccessChange>> DisableLoggingAsync() => SessionLoggingOperation.DisableAsync(Session, null, Host, Token);

    public Task<IReadOnlyList<AccessChange>> EnableAsync(params string[] names) =>
        SessionManagerOperation.EnableAsync(Session, [.. names.Select(Instance)], new(), Host, Token);

    public Task<HardeningPlan?> PlanAsync(params string[] names) =>
        SessionManagerOperation.PlanAsync(Session, [.. names.Select(Instance)], new(), Host, Token);

    public Task<IReadOnlyList<AccessChange>> EnableAsync(SessionManagerOptions options, params string[] names) =>
        SessionManagerOperation.EnableAsync(Session, [.. names.Select(Instance)], options, Host, Token);

    public async Task<IReadOnlyList<HardeningChange>> ChangesAsync() => await _rehearsal.ChangesAsync();

    public async Task UndoAllAsync(TestHost? host = null, bool force = false) => await _rehearsal.UndoAsync(
        new UndoOptions { Id = [.. (await ChangesAsync()).Select(change => change.ChangeId)], Force = force }, host ?? Host);

    public async Task UndoSetAsync(string setId, bool force = false, bool agreed = false) =>
        await _rehearsal.UndoAsync(new UndoOptions { Id = [setId], Force = force, IsAgreed = agreed }, Host);

    public async Task<HardeningPlan?> PlanUndoAllAsync() => await _rehearsal.PlanUndoAsync(
        new UndoOptions { Id = [.. (await ChangesAsync()).Select(change => change.ChangeId)] }, Host);

    public async Task<IReadOnlyList<HardeningChange>> InvokeAsync(HardeningPlan plan) => await _rehearsal.InvokeAsync(plan, Host);

    public void Reopen() => _rehearsal.Reopen();

    public async Task ResumeAllAsync() => await _rehearsal.ResumeAsync(
        (await ChangesAsync()).Where(change => change.Status == HardeningChangeStatus.Interrupted).Select(change => change.ChangeId), Host);

    /// <summary>
    /// Everything that these operations change, as text. Ids that AWS issues anew are left out, and so are keys that wait for their deletion:
    /// that is as far back as KMS goes.
    /// </summary>
    public string Picture()
    {
        var iam = Account.Service<IamService>().State;
        var ssm = Call("ssm", "ListDocuments", new { Filters = new[] { new { Key = "Owner", Values = new[] { "Self" } } } })["DocumentIdentifiers"]!.AsArray()
            .Select(document => (string)Call("ssm", "GetDocument", new { Name = (string)document!["Name"]!, DocumentVersion = "$LATEST" })["Content"]!);
        var kms = Account.Service<KmsService>().State;
        return string.Join('\n', new[]
        {
            iam.Roles.Values.SelectMany(role => role.Inline.Select(policy => $"{role.Name} {policy.Key} {policy.Value}").Prepend($"role {role.Name}")),
            iam.Profiles.Values.Select(profile => $"profile {profile.Name} {profile.Role?.Name}"),
            Ec2.Instances.Rows.Select(instance => $"{instance.Id} {instance.Profile?.Arn}"),
            ssm,
            Account.Service<LogsService>().Regions[Account.Region].Groups.Values.Select(group => $"group {group.Name} {group.RetentionInDays} {group.KmsKeyArn is not null}"),
            Account.Service<S3Service>().State.Buckets.Keys.Select(name => $"bucket {name}"),
            kms.Keys.Values.Where(key => key.Region == Account.Region && key.State == "Enabled").Select(key => $"key {key.Description} {key.RotationEnabled}"),
            kms.Aliases.Keys.Where(alias => alias.Region == Account.Region).Select(alias => alias.Alias),
            Ec2.Vpcs.Rows.Select(vpc => $"{vpc.Id} {vpc.EnableDnsSupport} {vpc.EnableDnsHostnames}"),
            Ec2.VpcEndpoints.Rows.Where(endpoint => endpoint.Status != "deleting").Select(endpoint => $"endpoint {endpoint.Vpc.Id} {endpoint.ServiceName}"),
            Ec2.SecurityGroups.Rows.SelectMany(group => group.Rules.Select(rule => $"{group.Id} {rule.Key}")).Order(StringComparer.Ordinal),
        }.SelectMany(lines => lines));
    }

    public void Dispose() => _rehearsal.Dispose();

    private static async Task<IReadOnlyList<T>> ListAsync<T>(IAsyncEnumerable<T> items)
    {
        List<T> list = [];
        await foreach (var item in items)
        {
            list.Add(item);
        }

        return list;
    }
}
