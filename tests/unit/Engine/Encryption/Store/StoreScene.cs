using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Encryption.Data;
using AwsHardening.Core.Encryption.Store;
using AwsHardening.Core.Errors;
using AwsHardening.Sandbox;
using AwsHardening.Seam;
using AwsHardening.UnitTests.Engine.Encryption.Keys;
using AwsHardening.UnitTests.Engine.Support;

namespace AwsHardening.UnitTests.Engine.Encryption.Store;

/// <summary>An embedded account, a journal, and what is done with data and its keys.</summary>
internal sealed class StoreScene : IDisposable
{
    public const string Id = "application";

    private readonly string _folder = Directory.CreateTempSubdirectory("aws-hardening-test-").FullName;
    private readonly List<HardeningSession> _sessions = [];
    private int _ids;

    public StoreScene(SandboxAccount? account = null)
    {
        Account = account ?? SandboxAccount.Create();
        Session = Open();
    }

    public SandboxAccount Account { get; }

    public HardeningSession Session { get; private set; }

    public PatientClock Clock { get; } = new();

    public TestHost Host { get; set; } = new();

    public string Folder => _folder;

    public string JournalText => File.ReadAllText(JournalFile.PathFor(Session));

    public IReadOnlyList<string> Mutations =>
        [.. Account.Calls.Where(call => call.Mutating && call.Service is "kms" or "dynamodb").Select(call => call.Operation)];

    public static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    public void Reopen() => Session = Open();

    public JsonObject Call(string service, string operation, object parameters, string? region = null) =>
        Account.Invoke(service, operation, (JsonObject)JsonSerializer.SerializeToNode(parameters)!, region);

    public string NewKey(string? alias = null, bool multiRegion = false)
    {
        var key = Call("kms", "CreateKey", new { MultiRegion = multiRegion })["KeyMetadata"]!["Arn"]!.GetValue<string>();
        if (alias is not null)
        {
            Call("kms", "CreateAlias", new { AliasName = alias, TargetKeyId = key });
        }

        return key;
    }

    public Task<DataKeyStore?> InitializeAsync(StoreOptions? options = null) =>
        DataKeyStoreOperation.InitializeAsync(Session, options ?? new StoreOptions { Force = true }, Host, Token);

    public async Task<DataKey?> ChangeAsync(DataKeyAction action, StoreOptions? options = null, string id = Id) =>
        (await ListAsync(DataKeyOperation.ChangeAsync(Session, action, [id], options ?? new StoreOptions(), Host, Token))).SingleOrDefault();

    public async Task<IReadOnlyList<DataKey>> FindAsync(params string[] ids) =>
        await ListAsync(DataKeyOperation.FindAsync(Session, ids, DataKeyStoreReader.DefaultTable, Host, Token));

    public async Task<IReadOnlyList<HardeningChange>> UndoAsync(string id, bool force = false) =>
        await ListAsync(ChangeOperation.UndoAsync(Session, new UndoOptions { Id = [id], Force = force }, Host, Token));

    public async Task<byte[]> ProtectAsync(string text, ProtectionOptions options)
    {
        using var protector = new DataProtector(Session, options);
        return (await protector.ProtectAsync(Encoding.UTF8.GetBytes(text), Token)).Message;
    }

    public async Task<string> UnprotectAsync(byte[] message, ProtectionOptions? options = null)
    {
        using var protector = new DataProtector(Session, options ?? new ProtectionOptions());
        return Encoding.UTF8.GetString(await protector.UnprotectAsync(message, Token));
    }

    /// <summary>What a user reads of a failure.</summary>
    public static async Task<OperationError> ErrorAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (MessageErrors.IsOfItem(e))
        {
            return MessageErrors.Describe(e, "doing", "kms:Decrypt", "target");
        }

        throw new InvalidOperationException("Nothing failed.");
    }

    public void Dispose()
    {
        _sessions.ForEach(session => session.Dispose());
        Directory.Delete(_folder, recursive: true);
    }

    public static async Task<IReadOnlyList<T>> ListAsync<T>(IAsyncEnumerable<T> items)
    {
        List<T> list = [];
        await foreach (var item in items)
        {
            list.Add(item);
        }

        return list;
    }

    private HardeningSession Open()
    {
        var session = SessionOperation.Open(new ConnectOptions(), new SessionSettings
        {
            SandboxAccount = Account,
            StateFolder = _folder,
            Time = Clock,
            MaxReadRetries = 0,
            NewId = () => $"change{Interlocked.Increment(ref _ids)}",
        });
        _sessions.Add(session);
        return session;
    }
}
