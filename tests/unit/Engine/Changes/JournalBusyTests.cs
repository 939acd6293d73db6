using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Changes;

public class JournalBusyTests
{
    [Fact]
    public async Task A_second_writer_is_refused_and_changes_nothing()
    {
        using var first = Rehearsal.Fnd203();
        var rules = await first.OpenToVpcAsync();
        var journal = first.JournalPath;
        using var writing = Core.Changes.JournalFile.Open(journal, TimeProvider.System);
        var host = new TestHost();
        Assert.Empty(await first.SetAsync(rules, host));
        Assert.Equal(["JournalBusy"], host.Errors.Select(e => e.Id).Where(id => id != "NoPeer").Distinct());
        Assert.Empty(first.Mutations);
        Assert.Empty(File.ReadAllText(journal));
    }

    [Fact]
    public async Task Two_sessions_that_write_at_once_never_both_write()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var rules = await rehearsal.OpenToVpcAsync();
        var before = AccountContent.Of(rehearsal.Account);
        var inner = new TestHost();
        List<SgPeerReference> second = [];
        var nested = false;
        // The second session comes while the first has made its first change and is asked about the next.
        var outer = new TestHost
        {
            OnAsked = () =>
            {
                if (!nested && rehearsal.Mutations.Count > 0)
                {
                    nested = true;
                    var other = rehearsal.Open();
                    var set = Core.Network.SgPeerReferenceOperation.SetAsync(
                        other, [.. rules.Select(rule => rule.RuleId)], new(), inner, CancellationToken.None);
                    second.AddRange(set.ToBlockingEnumerable());
                }
            },
        };
        await rehearsal.SetAsync(rules, outer);
        Assert.True(nested);
        Assert.Empty(second);
        Assert.Contains(inner.Errors, e => e.Id == "JournalBusy");
        Assert.Equal(6, rehearsal.Mutations.Count);
        var host = new TestHost();
        await rehearsal.UndoAsync((await rehearsal.ChangesAsync()).Select(c => c.ChangeId), host);
        Assert.Empty(host.Errors);
        Assert.Equal(before, AccountContent.Of(rehearsal.Account));
    }
}
