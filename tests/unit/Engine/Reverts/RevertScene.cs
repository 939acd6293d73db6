using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Changes.Reverts;
using AwsHardening.Core.Network;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Support;

namespace AwsHardening.UnitTests.Engine.Reverts;

/// <summary>An embedded account, one clock, and a scheduler that starts nobody: what is due is made when a test says so.</summary>
internal sealed class RevertScene : IDisposable, IRevertScheduler
{
    public static readonly TimeSpan After = TimeSpan.FromMinutes(10);

    private readonly List<HardeningSession> _sessions = [];
    private readonly string _stateFolder = Directory.CreateTempSubdirectory("aws-hardening-test-").FullName;
    private int _ids;

    public RevertScene()
    {
        Session = Open();
        Before = AccountContent.Of(Account);
    }

    public SandboxAccount Account { get; } = SandboxAccount.FromTemplate("Fnd203");

    public SteppingClock Clock { get; } = new(SteppingClock.DefaultStart);

    public HardeningSession Session { get; }

    public IReadOnlyList<string> Before { get; }

    public RevertFolder Folder => RevertFolder.Of(AwsSession.Of(Session));

    public string JournalPath => JournalFile.PathFor(Session);

    /// <summary>What the scheduler was asked to see to.</summary>
    public List<RevertEntry> Started { get; } = [];

    /// <summary>Runs when the scheduler is asked.</summary>
    public Action OnStart { get; set; } = () => { };

    public int Writes => Account.Calls.Count(call => call.Mutating);

    public RevertReach Start(HardeningSession session, RevertEntry entry, RevertFolder folder)
    {
        Started.Add(entry);
        OnStart();
        return RevertReach.Detached;
    }

    public HardeningSession Open()
    {
        var session = SessionOperation.Open(new ConnectOptions(), new SessionSettings
        {
            SandboxAccount = Account,
            StateFolder = _stateFolder,
            Time = Clock,
            MaxReadRetries = 0,
            NewId = () => $"change{Interlocked.Increment(ref _ids)}",
            RevertScheduler = this,
        });
        _sessions.Add(session);
        return session;
    }

    /// <summary>Replaces every open range, to be taken back after ten minutes; only one group's where it is named.</summary>
    public async Task<TestHost> ChangeAsync(TestHost? host = null, string? group = null, TimeSpan? after = null)
    {
        host ??= new TestHost();
        var rules = await ListAsync(SgRuleOperation.FindAsync(Session, new(), new TestHost(), Token));
        await ListAsync(SgPeerReferenceOperation.SetAsync(
            Session, [.. rules.Where(rule => rule.OpenToVpc == true && (group is null || rule.GroupName == group))],
            new SgPeerReferenceOptions { RevertAfter = after ?? After }, host, Token));
        return host;
    }

    public Task<RevertResult> RevertAsync(string id, HardeningSession? session = null, TestHost? host = null) =>
        RevertRun.RunAsync(session ?? Session, id, Folder, host, Token);

    public async Task<IReadOnlyList<HardeningChange>> ConfirmAsync(TestHost host, params string[] ids) =>
        await ListAsync(RevertOperation.ConfirmAsync(Session, ids, host, Token));

    public async Task<IReadOnlyList<HardeningChange>> InvokeAsync(TestHost host, params string[] ids) =>
        await ListAsync(RevertOperation.InvokeAsync(Session, ids, wait: false, host, Token));

    public async Task<IReadOnlyList<PendingRevert>> PendingAsync(TestHost? host = null, params string[] ids) =>
        await ListAsync(RevertOperation.FindAsync(Session, ids, host ?? new TestHost(), Token));

    public async Task<IReadOnlyList<HardeningChange>> ChangesAsync() =>
        await ListAsync(ChangeOperation.FindAsync(Session, new ChangeQuery(), new TestHost(), Token));

    public void Dispose()
    {
        _sessions.ForEach(session => session.Dispose());
        Directory.Delete(_stateFolder, recursive: true);
    }

    public static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

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
