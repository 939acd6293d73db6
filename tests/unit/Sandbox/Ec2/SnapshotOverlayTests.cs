using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Ec2;

/// <summary>What a loaded resource shows that the sandbox would not show of itself.</summary>
public class SnapshotOverlayTests
{
    [Fact]
    public void What_the_sandbox_does_not_know_is_shown_as_it_was()
    {
        var overlay = SnapshotOverlay.Between(Json("""{"Id":"a","Made":"x"}"""), Json("""{"Id":"a","Made":"y","Other":[1]}"""))!;
        Assert.Equal("""{"Id":"a","Made":"y","Other":[1]}""", overlay.Apply(Json("""{"Id":"a","Made":"x"}""")).ToJsonString());
    }

    [Fact]
    public void A_member_that_a_call_has_changed_is_shown_as_it_is()
    {
        var overlay = SnapshotOverlay.Between(Json("""{"Id":"a","Made":"x"}"""), Json("""{"Id":"a","Made":"y"}"""))!;
        Assert.Equal("""{"Id":"b","Made":"z"}""", overlay.Apply(Json("""{"Id":"b","Made":"z"}""")).ToJsonString());
    }

    [Fact]
    public void A_member_that_the_account_did_not_show_is_not_shown()
    {
        var overlay = SnapshotOverlay.Between(Json("""{"Id":"a","Made":"x"}"""), Json("""{"Id":"a"}"""))!;
        Assert.Equal("""{"Id":"a"}""", overlay.Apply(Json("""{"Id":"a","Made":"x"}""")).ToJsonString());
    }

    [Theory]
    [InlineData("""{"Id":"a","Tags":[]}""", """{"Id":"a"}""")]
    [InlineData("""{"Id":"a","Name":""}""", """{"Id":"a"}""")]
    [InlineData("""{"A":1,"B":2}""", """{"B":2,"A":1}""")]
    public void What_no_client_can_tell_apart_needs_no_overlay(string live, string original) =>
        Assert.Null(SnapshotOverlay.Between(Json(live), Json(original)));

    private static JsonObject Json(string text) => (JsonObject)JsonNode.Parse(text)!;
}
