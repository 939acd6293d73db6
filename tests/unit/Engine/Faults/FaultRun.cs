using AwsHardening.Core.Changes;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Faults;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Faults;

/// <summary>
/// The main job in an account where something goes wrong, the state it leaves, and the way back by whoever comes next: a new
/// session that has the account and the journal and nothing else.
/// </summary>
internal sealed class FaultRun : IDisposable
{
    private readonly string _name;
    private readonly FaultScene _scene;
    private readonly Rehearsal _rehearsal;
    private readonly IReadOnlyList<string> _before;

    public FaultRun(FaultScene scene, string name, JournalDisk? disk = null)
    {
        _scene = scene;
        _name = $"{scene.Name}, {name}";
        _rehearsal = new Rehearsal(scene.Make()) { JournalDisk = disk ?? JournalDisks.Real };
        scene.Share?.Invoke(_rehearsal);
        if (disk is not null)
        {
            _rehearsal.Reopen();
        }

        _before = AccountContent.Of(_rehearsal.Account);
    }

    public SandboxAccount Account => _rehearsal.Account;

    public string JournalPath => _rehearsal.JournalPath;

    public TestHost Host { get; } = new();

    public IReadOnlyList<string> Before => _before;

    public void Dispose() => _rehearsal.Dispose();

    /// <summary>Does the scene's job.</summary>
    public Task SetAsync() => _scene.Job(_rehearsal, Host);

    /// <summary>True when the account is as it was before anything was done.</summary>
    public bool IsAsBefore() => _before.SequenceEqual(AccountContent.Of(Account));

    /// <summary>From now on everything can be written.</summary>
    public void MendDisk()
    {
        _rehearsal.JournalDisk = JournalDisks.Real;
        _rehearsal.Reopen();
    }

    /// <summary>Takes everything back that stands.</summary>
    public async Task UndoAllAsync() => await _rehearsal.UndoAsync((await _rehearsal.ChangesAsync()).Select(change => change.ChangeId), Host);

    /// <summary>Group by group and direction by direction: as before, as planned, or something that the journal says is not whole.</summary>
    /// <param name="planned">The account after a run in which nothing went wrong.</param>
    public async Task AssertKnownStateAsync(IReadOnlyList<string> planned)
    {
        var (before, after, now) = (ByPlace(_before), ByPlace(planned), ByPlace(AccountContent.Of(Account)));
        var open = (await _rehearsal.ChangesAsync()).Where(change => change.NextStep is not null).ToArray();
        foreach (var place in before.Select(group => group.Key).Union(after.Select(group => group.Key)))
        {
            string[] present = [.. now[place]];
            if (present.SequenceEqual(before[place]) || present.SequenceEqual(after[place]))
            {
                continue;
            }

            Assert.True(open.Any(change => place.StartsWith(change.ResourceId, StringComparison.Ordinal)),
                $"{_name}: {place} is half changed and no change says so");
            // Half done means more than needed, never less: what is gone has what replaces it.
            var gone = before[place].Except(present).Any();
            Assert.True(!gone || !after[place].Except(before[place]).Except(present).Any(), $"{_name}: {place} lost rules without getting the new ones");
        }

        Assert.All(open, change => Assert.Contains($"Undo-HardeningChange -Id {change.ChangeId}", change.NextStep!));
    }

    /// <summary>A new session finds its way back to the state before.</summary>
    public async Task AssertWayBackAsync()
    {
        Account.Faults.Clear();
        Account.OnCall = null;
        _rehearsal.Reopen();
        var host = new TestHost();
        // What did not end goes first, newest first; then what was changed.
        var open = (await _rehearsal.ChangesAsync()).Where(change => change.NextStep is not null).Select(change => change.ChangeId).ToArray();
        await _rehearsal.UndoAsync(open, host);
        var standing = (await _rehearsal.ChangesAsync())
            .Where(change => change.Status == HardeningChangeStatus.Applied && change.Undoes is null).Select(change => change.ChangeId).ToArray();
        await _rehearsal.UndoAsync(standing, host);
        // Half a line in the journal is no error, and stands in nobody's way.
        var errors = host.Errors.Select(error => error.Message).ToArray();
        Assert.True(errors.Length == 0, $"{_name}: {string.Join("; ", errors)}");
        var now = AccountContent.Of(Account);
        Assert.True(_before.SequenceEqual(now),
            $"{_name}: missing {string.Join("; ", _before.Except(now))}\nextra {string.Join("; ", now.Except(_before))}\n{(File.Exists(JournalPath) ? File.ReadAllText(JournalPath) : "")}");
    }

    /// <summary>A new session completes what was interrupted, or says why not; then nothing is interrupted and nothing half done.</summary>
    /// <returns>How many changes were completed.</returns>
    public async Task<int> AssertResumesAsync(IReadOnlyList<string> planned)
    {
        Account.Faults.Clear();
        Account.OnCall = null;
        _rehearsal.Reopen();
        var open = (await _rehearsal.ChangesAsync()).Where(change => change.Status == HardeningChangeStatus.Interrupted).ToArray();
        var host = new TestHost();
        var resumed = await _rehearsal.ResumeAsync(open.Select(change => change.ChangeId), host);
        var errors = host.Errors;
        Assert.True(errors.Count == 0, $"{_name}: {string.Join("; ", errors.Select(error => error.Message))}");
        Assert.Equal(open.Length, resumed.Count);
        Assert.All(resumed, change => Assert.True(change.Status == HardeningChangeStatus.Applied, $"{_name}: {change.ChangeId} is {change.Status}"));
        await AssertKnownStateAsync(planned);
        Assert.DoesNotContain(await _rehearsal.ChangesAsync(), change => change.Status == HardeningChangeStatus.Interrupted);
        var effects = Account.Calls.Where(call => call.Mutating).Select(Text).ToArray();
        Assert.True(effects.Distinct().Count() == effects.Length, $"{_name}: a change was made twice");
        // What is completed is completed: once more changes nothing.
        var again = new TestHost();
        Assert.Empty(await _rehearsal.ResumeAsync(open.Select(change => change.ChangeId), again));
        Assert.All(again.Errors, error => Assert.Equal("ChangeNotInterrupted", error.Id));
        Assert.Equal(effects.Length, Account.Calls.Count(call => call.Mutating));
        return resumed.Count;
    }

    /// <summary>No change was made twice, and after a lost answer nothing was repeated before somebody looked.</summary>
    public void AssertNothingRepeatedBlindly()
    {
        var effects = Account.Calls.Where(call => call.Mutating).Select(Text).ToArray();
        Assert.True(effects.Distinct().Count() == effects.Length, $"{_name}: a change was made twice");
        SandboxCall? doubtful = null;
        foreach (var call in Account.Calls)
        {
            if (call.Operation == "DescribeSecurityGroupRules")
            {
                doubtful = null;
            }
            else if (IsWrite(call))
            {
                Assert.True(doubtful is null || Text(doubtful) != Text(call), $"{_name}: {call.Operation} was repeated without a look");
                doubtful = call.Fault is null or FaultKind.Throttle ? null : call;
            }
        }
    }

    private static bool IsWrite(SandboxCall call) =>
        call.Operation.StartsWith("Authorize", StringComparison.Ordinal) || call.Operation.StartsWith("Revoke", StringComparison.Ordinal);

    private static string Text(SandboxCall call) => $"{call.Operation} {call.Parameters.ToJsonString()}";

    private static ILookup<string, string> ByPlace(IEnumerable<string> lines) => lines.ToLookup(AccountContent.Place);
}
