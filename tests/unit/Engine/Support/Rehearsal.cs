using AwsHardening.Core.Access;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Changes.Plans;
using AwsHardening.Core.Network;
using AwsHardening.Core.Network.Ingress;
using AwsHardening.Core.Network.Internet;
using AwsHardening.Sandbox;

namespace AwsHardening.UnitTests.Engine.Support;

/// <summary>An embedded account, a state folder of its own, and the engine's operations on them.</summary>
internal sealed class Rehearsal : IDisposable
{
    // The journal waits for the disk at every line. That is right, and too long for thousands of runs where memory will do.
    private static readonly string s_temp = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();

    private readonly List<HardeningSession> _sessions = [];
    private readonly string _machine;
    private int _ids;

    /// <param name="account">The account.</param>
    /// <param name="machine">Tells machines at one account apart; each has a state folder of its own.</param>
    public Rehearsal(SandboxAccount account, string machine = "")
    {
        _machine = machine;
        Account = account;
        StateFolder = Path.Combine(s_temp, $"aws-hardening-test-{Path.GetRandomFileName()}");
        Directory.CreateDirectory(StateFolder);
        Session = Open();
    }

    public SandboxAccount Account { get; }

    public string StateFolder { get; }

    /// <summary>The session that the operations use.</summary>
    public HardeningSession Session { get; private set; }

    /// <summary>What sessions that are opened from now on write their local journal with.</summary>
    public JournalDisk JournalDisk { get; set; } = JournalDisks.Real;

    public string JournalPath => JournalFile.PathFor(Session);

    /// <summary>The clock of the sessions: what one of them waits for, the next finds past.</summary>
    public SteppingClock Clock { get; } = new(SteppingClock.DefaultStart);

    /// <summary>What is proven of other ways into instances: everything, unless a test says otherwise.</summary>
    public StandInAccess Access { get; } = new();

    /// <summary>True where Session Manager itself is asked, instead of <see cref="Access"/>.</summary>
    public bool AsksSessionManager { get; set; }

    /// <summary>The caller's connections: none, unless a test says otherwise.</summary>
    public StandInCaller Caller { get; } = new();

    /// <summary>Where nmap is; nowhere, unless a test says otherwise.</summary>
    public string? NmapPath { get; set; }

    /// <summary>The calls that changed the account.</summary>
    public IReadOnlyList<SandboxCall> Mutations => [.. Account.Calls.Where(call => call.Mutating)];

    public static Rehearsal Fnd203() => new(SandboxAccount.FromTemplate("Fnd203"));

    /// <summary>A session that knows nothing but the account and the state folder.</summary>
    /// <param name="change">What is to be otherwise; null for nothing.</param>
    public HardeningSession Open(Func<SessionSettings, SessionSettings>? change = null)
    {
        var settings = new SessionSettings
        {
            SandboxAccount = Account,
            StateFolder = StateFolder,
            Time = Clock,
            MaxReadRetries = 0,
            AccessProof = session => AsksSessionManager ? new SessionManagerProof(session) : Access,
            CallerConnections = _ => Caller,
            NmapPath = () => NmapPath,
            NewId = () => $"{_machine}change{Interlocked.Increment(ref _ids)}",
            Machine = _machine,
            JournalDisk = JournalDisk,
        };
        var session = SessionOperation.Open(new ConnectOptions(), change is null ? settings : change(settings));
        _sessions.Add(session);
        return session;
    }

    public void Reopen() => Session = Open();

    public async Task<IReadOnlyList<SgRule>> RulesAsync(SgRuleQuery? query = null, TestHost? host = null) =>
        await ListAsync(SgRuleOperation.FindAsync(Session, query ?? new(), host ?? new(), Token));

    public async Task<IReadOnlyList<SgRule>> OpenToVpcAsync(TestHost? host = null) =>
        [.. (await RulesAsync(host: host)).Where(rule => rule.OpenToVpc == true)];

    public async Task<IReadOnlyList<SgPeerReference>> SetAsync(
        IEnumerable<SgRule> rules, TestHost host, SgPeerReferenceOptions? options = null) =>
        await ListAsync(SgPeerReferenceOperation.SetAsync(Session, [.. rules], options ?? new(), host, Token));

    public async Task<IReadOnlyList<SgPeerReference>> SetAsync(
        IEnumerable<string> ruleIds, TestHost host, SgPeerReferenceOptions? options = null) =>
        await ListAsync(SgPeerReferenceOperation.SetAsync(Session, [.. ruleIds], options ?? new(), host, Token));

    public async Task<IReadOnlyList<AdminIngress>> CloseAsync(AdminIngressOptions options, TestHost host, params string[] groupNames) =>
        await CloseAsync(options, host, new AdminIngressTarget([], [new SgRuleQuery { GroupName = groupNames }]));

    public async Task<IReadOnlyList<AdminIngress>> CloseAsync(AdminIngressOptions options, TestHost host, AdminIngressTarget target) =>
        await ListAsync(AdminIngressOperation.RemoveAsync(Session, target, options, host, Token));

    public Task<HardeningPlan?> PlanCloseAsync(AdminIngressOptions options, TestHost host, params string[] groupNames) =>
        AdminIngressOperation.PlanAsync(
            Session, new AdminIngressTarget([], [new SgRuleQuery { GroupName = groupNames }]), options, host, Token);

    public async Task<IReadOnlyList<PublicInstance>> PublicAsync(TestHost? host = null, PublicInstanceQuery? query = null) =>
        await ListAsync(PublicInstanceOperation.FindAsync(Session, query ?? new(), host ?? new(), Token));

    public async Task<IReadOnlyList<PublicPort>> TestPortsAsync(PublicPortOptions options, TestHost host) =>
        await ListAsync(PublicPortOperation.TestAsync(Session, options, host, Token));

    public async Task<IReadOnlyList<HardeningChange>> ChangesAsync(TestHost? host = null) =>
        await ListAsync(ChangeOperation.FindAsync(Session, new ChangeQuery(), host ?? new(), Token));

    public Task<IReadOnlyList<HardeningChange>> UndoAsync(IEnumerable<string> ids, TestHost host) =>
        UndoAsync(new UndoOptions { Id = [.. ids] }, host);

    public async Task<IReadOnlyList<HardeningChange>> UndoAsync(UndoOptions options, TestHost host) =>
        await ListAsync(ChangeOperation.UndoAsync(Session, options, host, Token));

    public async Task<IReadOnlyList<HardeningChange>> ResumeAsync(IEnumerable<string> ids, TestHost host) =>
        await ListAsync(ChangeOperation.ResumeAsync(Session, [.. ids], host, Token));

    public Task<HardeningPlan?> PlanSetAsync(IEnumerable<SgRule> rules, TestHost host, SgPeerReferenceOptions? options = null) =>
        SgPeerReferenceOperation.PlanAsync(Session, [.. rules], options ?? new(), host, Token);

    public Task<HardeningPlan?> PlanUndoAsync(UndoOptions options, TestHost host) =>
        ChangeOperation.PlanUndoAsync(Session, options, host, Token);

    public async Task<IReadOnlyList<HardeningChange>> InvokeAsync(HardeningPlan plan, TestHost host, PlanApplyOptions? options = null) =>
        await ListAsync(PlanOperation.InvokeAsync(Session, plan, options ?? new(), host, Token));

    public void Dispose()
    {
        _sessions.ForEach(session => session.Dispose());
        Directory.Delete(StateFolder, recursive: true);
    }

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

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
