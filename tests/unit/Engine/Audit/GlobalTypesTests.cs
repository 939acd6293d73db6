using System.Text.Json.Nodes;
using AwsHardening.Core.Audit;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Audit;

/// <summary>Global types, such as IAM's, are recorded once: at home, where home can. What records them elsewhere keeps them.</summary>
public sealed class GlobalTypesTests : IDisposable
{
    private readonly Rehearsal _rehearsal = Rehearsal.Fnd203();
    private readonly TestHost _host = new();

    public void Dispose() => _rehearsal.Dispose();

    [Theory]
    [InlineData("us-east-1")]
    [InlineData("eu-west-1")]
    [InlineData("ap-south-1")]
    public async Task They_are_recorded_at_home_and_nowhere_else(string home)
    {
        await EnableAsync(AuditScene.Options() with { HomeRegion = home });
        Assert.All(AuditScene.Regions, region => Assert.Equal(region == home, IsGlobal(region)));
        var asked = (await _rehearsal.GetBaselineAsync(_host, Config(AuditScene.Options() with { HomeRegion = home }))).Where(fact => fact.Check == "GlobalTypes");
        Assert.Equal((home, "Yes"), (Assert.Single(asked).Region, asked.Single().State));
    }

    [Fact]
    public void A_home_that_cannot_record_them_has_them_recorded_in_North_Virginia()
    {
        Assert.Equal("us-east-1", Scene("eu-central-2").GlobalRegion);
        Assert.Equal("eu-central-1", Scene("eu-central-1").GlobalRegion);
    }

    [Fact]
    public async Task A_recorder_elsewhere_that_records_them_keeps_them_when_it_is_raised()
    {
        Recorder("eu-west-1", new() { ["allSupported"] = true, ["includeGlobalResourceTypes"] = true });
        Recorder("ap-south-1", new() { ["allSupported"] = false, ["resourceTypes"] = new JsonArray("AWS::IAM::Role") });
        await EnableAsync(AuditScene.Options());
        Assert.Equal([true, true, false], AuditScene.Regions.Select(IsGlobal));
        // Nothing is taken from it when the command is run again either.
        _rehearsal.Account.ClearCalls();
        await EnableAsync(AuditScene.Options());
        Assert.Empty(_rehearsal.Mutations);
    }

    [Fact]
    public async Task A_recorder_at_home_without_them_is_raised_and_undone_to_without_them()
    {
        Recorder("us-east-1", new() { ["allSupported"] = true, ["includeGlobalResourceTypes"] = false });
        await EnableAsync(AuditScene.Options() with { Regions = ["us-east-1"] });
        Assert.True(IsGlobal("us-east-1"));
        await _rehearsal.UndoAsync((await _rehearsal.ChangesAsync()).Select(change => change.ChangeId), _host);
        Assert.False(IsGlobal("us-east-1"));
    }

    private static AuditBaselineOptions Config(AuditBaselineOptions options) => options with { Include = [AuditBaselineService.Config] };

    private static BaselineScene Scene(string home) => new(null!, new CallerIdentity("123456789012", "", "", "", "", "", ""), "aws", new(), home, [home]);

    private async Task EnableAsync(AuditBaselineOptions options)
    {
        await _rehearsal.EnableAsync(_host, Config(options));
        Assert.Empty(_host.Errors);
    }

    private void Recorder(string region, JsonObject group) => _rehearsal.Account.Invoke("config", "PutConfigurationRecorder", new()
    {
        ["ConfigurationRecorder"] = new JsonObject { ["name"] = "theirs", ["roleARN"] = "arn:aws:iam::123456789012:role/theirs", ["recordingGroup"] = group },
    }, region);

    private bool IsGlobal(string region) =>
        (bool?)_rehearsal.Account.Invoke("config", "DescribeConfigurationRecorders", [], region)["ConfigurationRecorders"]![0]!["recordingGroup"]!["includeGlobalResourceTypes"] == true;
}
