using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Changes;

public class IdMapTests
{
    [Fact]
    public void An_id_never_heard_of_is_itself() => Assert.Equal("sgr-1", new IdMap().Resolve("sgr-1"));

    [Fact]
    public void Ids_are_followed_through_every_renewal()
    {
        var ids = new IdMap();
        ids.Set("c1#1", "sgr-1");
        ids.Set("sgr-1", "sgr-2");
        ids.Set("sgr-2", "sgr-3");
        Assert.Equal("sgr-3", ids.Resolve("c1#1"));
        Assert.Equal("sgr-3", ids.Resolve("sgr-2"));
    }

    [Fact]
    public void The_latest_word_counts()
    {
        var ids = new IdMap();
        ids.Set("c1#1", "sgr-1");
        ids.Set("c1#1", "sgr-9");
        Assert.Equal("sgr-9", ids.Resolve("c1#1"));
        ids.Set("c1#1", "c1#1");
        Assert.Equal("c1#1", ids.Resolve("c1#1"));
    }

    [Fact]
    public void A_circle_that_should_not_be_does_not_hang()
    {
        var ids = new IdMap();
        ids.Set("a", "b");
        ids.Set("b", "a");
        Assert.Contains(ids.Resolve("a"), new[] { "a", "b" });
    }

    [Fact]
    public void References_in_parameters_are_replaced_and_nothing_else_is_touched()
    {
        var ids = new IdMap();
        ids.Set("old", "new");
        var parameters = JsonNode.Parse("""{"Ids":[{"$id":"old"},{"$id":"other"}],"GroupId":"old","Nested":{"A":{"$id":"old"},"B":null}}""");
        Assert.Equal(
            """{"Ids":["new","other"],"GroupId":"old","Nested":{"A":"new","B":null}}""", ids.Resolve(parameters)!.ToJsonString());
        Assert.Contains("$id", parameters!.ToJsonString());
    }
}
