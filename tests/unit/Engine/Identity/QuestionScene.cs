using Amazon;
using Amazon.Runtime;
using AwsHardening.Core.Account;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Faults;
using AwsHardening.UnitTests.Engine.Support;
using AwsHardening.UnitTests.SandboxTests.Identity;

namespace AwsHardening.UnitTests.Engine.Identity;

/// <summary>An embedded account to ask about, and sessions of whoever asks.</summary>
internal sealed class QuestionScene : IDisposable
{
    private readonly Rehearsal _rehearsal;
    private readonly List<HardeningSession> _sessions = [];

    public QuestionScene(SandboxAccount? account = null)
    {
        Bench = new IdentityBench(account ?? SandboxAccount.Create());
        _rehearsal = new Rehearsal(Bench.Account);
    }

    public IdentityBench Bench { get; }

    public SandboxAccount Account => Bench.Account;

    /// <summary>The session of the account's own administrator.</summary>
    public HardeningSession Session => _rehearsal.Session;

    public Rehearsal Rehearsal => _rehearsal;

    public static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    /// <summary>The session of one who has an access key.</summary>
    public HardeningSession As(string key)
    {
        var session = new HardeningSession(new AwsSession(
            new BasicAWSCredentials(key, Bench.Secret(key)), new SessionTransport(RegionEndpoint.GetBySystemName(Account.Region), null, null, Account, new RequestBudget(TimeProvider.System, null)),
            AwsSession.Of(Session).Settings))
        {
            Partition = "aws", Region = Account.Region, CredentialSource = "parameters", AccountId = Account.AccountId,
        };
        _sessions.Add(session);
        return session;
    }

    /// <summary>Lets every call of an operation be refused.</summary>
    public void Deny(string service, string operation) => Account.Faults.Add(new FaultRule(FaultKind.AccessDenied, service, operation));

    public static async Task<IReadOnlyList<T>> ListAsync<T>(IAsyncEnumerable<T> items)
    {
        List<T> list = [];
        await foreach (var item in items)
        {
            list.Add(item);
        }

        return list;
    }

    public void Dispose()
    {
        _sessions.ForEach(session => session.Dispose());
        _rehearsal.Dispose();
    }
}
