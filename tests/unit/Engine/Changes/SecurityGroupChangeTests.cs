using AwsHardening.Core.Changes;
using Xunit;
using static AwsHardening.UnitTests.Engine.Changes.SampleChanges;

namespace AwsHardening.UnitTests.Engine.Changes;

public class SecurityGroupChangeTests
{
    private static readonly ResourceChange s_change = Of(
        "c",
        [Range("sgr-1", "10.0.0.0/16", ("A", "1")), Range("sgr-2", "10.1.0.0/16"), Range("sgr-3", "10.2.0.0/16", ("A", "1"))],
        [Group("sg-2"), Group("sg-3")]);

    [Fact]
    public void Everything_is_added_before_anything_is_revoked_both_ways()
    {
        Assert.Equal(
            ["AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress", "RevokeSecurityGroupIngress"],
            s_change.Calls.Select(call => call.Operation));
        Assert.Equal(
            ["AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress"],
            s_change.Inverse.Select(call => call.Operation));
    }

    [Fact]
    public void Every_call_has_exactly_one_that_takes_it_back()
    {
        Assert.Equal(s_change.Calls.Select(call => call.Id).Order(), s_change.Inverse.Select(call => call.Counterpart).Order());
        Assert.Equal(s_change.Inverse.Select(call => call.Id).Order(), s_change.Calls.Select(call => call.Counterpart).Order());
    }

    [Fact]
    public void Taking_back_twice_is_the_change_again()
    {
        var all = s_change.Calls.Select(call => call.Id).ToArray();
        var undo = s_change.Inverted("u", "set", all);
        var redo = undo.Inverted("r", "set", [.. undo.Calls.Select(call => call.Id)]);
        Assert.Equal(s_change.Calls, redo.Calls);
        Assert.Equal(s_change.Inverse, redo.Inverse);
        Assert.Equal(s_change.Before.ToJsonString(), redo.Before.ToJsonString());
        Assert.Equal("c", undo.Undoes);
        Assert.Equal("u", redo.Undoes);
    }

    [Fact]
    public void What_was_not_done_is_not_taken_back()
    {
        var undo = s_change.Inverted("u", "set", ["add"]);
        Assert.Equal(["revoke-added"], undo.Calls.Select(call => call.Id));
        Assert.Empty(s_change.Inverted("u", "set", []).Calls);
    }
}
