using System.Text.Json.Nodes;
using AwsHardening.Core.Audit;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Faults;
using AwsHardening.UnitTests.Engine.Support;
using AwsHardening.UnitTests.SandboxTests.CloudTrail;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Audit;

/// <summary>Every write of a baseline of three Regions, each in turn: throttled, failed, unanswered, or the last that the process sees.</summary>
public class BaselineFaultTests(ITestOutputHelper output)
{
    private static readonly AuditBaselineOptions s_options = AuditScene.Options() with { Include = Enum.GetValues<AuditBaselineService>(), Force = true };

    // Where nothing waits, how many Regions at once makes no difference to the number of writes.
    private static AuditBaselineOptions Options(bool parallel) => parallel ? s_options : s_options with { ThrottleLimit = 1 };

    private static WriteWalk Walk(bool parallel) => new()
    {
        Make = Make,
        RunAsync = async (rehearsal, host) => [.. (await rehearsal.EnableAsync(host, Options(parallel))).Select(item => item.Status)],
        State = State,
        AssertStandsAsync = async (rehearsal, name) => Assert.All(
            (await rehearsal.GetBaselineAsync(new TestHost(), s_options)).Where(fact => fact.Check != "Delivered"),
            fact => Assert.True(fact.State == "Yes", $"{name}: {fact}: {fact.Reason}")),
        // Only the bucket that holds logs.
        Stays = error => error.Id == "BucketNotEmpty",
    };

    public static MatrixTheoryData<FaultKind, bool> Faults => new(
        [FaultKind.DropResponse, FaultKind.TimeoutBeforeEffect, FaultKind.Throttle, FaultKind.ServerError], WriteWalk.IsDeep ? [true, false] : [true]);

    public static MatrixTheoryData<CallStage, bool> Deaths => new([CallStage.BeforeEffect, CallStage.AfterEffect], WriteWalk.IsDeep ? [true, false] : [true]);

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_write_that_goes_wrong_once_is_looked_for_and_made_once(FaultKind kind, bool parallel)
    {
        var writes = await Walk(parallel).FailOnceAsync(kind);
        output.WriteLine($"{kind}: {writes} writes");
        Assert.True(writes >= 20);
    }

    [Theory]
    [InlineData(FaultKind.AccessDenied)]
    [InlineData(FaultKind.Throttle)]
    public async Task A_write_that_is_refused_for_good_fails_its_resource_and_stops_no_other_Region(FaultKind kind)
    {
        var walk = Walk(parallel: true);
        foreach (var (service, operation) in (await walk.WritesAsync()).Select(write => (write.Service, write.Operation)).Distinct()
            .Where(write => write.Service is "config" or "guardduty" or "accessanalyzer" or "ec2"))
        {
            using var rehearsal = Make();
            var (before, host) = (State(rehearsal), new TestHost());
            rehearsal.Account.Faults.Add(new FaultRule(kind, service, operation));
            var items = await rehearsal.EnableAsync(host, s_options);
            var failed = items.Where(item => item.Status == "Failed").ToArray();
            Assert.NotEmpty(failed);
            Assert.Equal(failed.Length, host.Errors.Count);
            // The service alone that was refused, and in every Region what is not of it.
            Assert.Single(failed.Select(item => item.Service).Distinct());
            Assert.All(items.Where(item => item.Service != failed[0].Service), item => Assert.Contains(item.Status, new[] { "Created", "Raised", "Unchanged" }));
            rehearsal.Account.Faults.Clear();
            await walk.AssertTakenBackAsync(rehearsal, before, $"{kind} of {operation}");
        }
    }

    [Theory]
    [MemberData(nameof(Deaths))]
    public async Task Whoever_comes_after_a_death_between_any_two_calls_finds_the_way_on_and_back(CallStage stage, bool parallel)
    {
        var (deaths, resumed) = await Walk(parallel).DieAsync(stage, (rehearsal, host) => rehearsal.EnableAsync(host, s_options));
        output.WriteLine($"{deaths} deaths {stage}, {resumed} changes resumed");
        Assert.True(deaths >= 20 && resumed > 0);
    }

    private static Rehearsal Make()
    {
        var rehearsal = Rehearsal.Fnd203();
        var account = rehearsal.Account;
        // One Region has nothing, the next a detector that sleeps, the third a recorder that records little.
        TrailScene.Create(account);
        account.Invoke("cloudtrail", "DeleteTrail", new() { ["Name"] = "all" });
        account.Invoke("guardduty", "CreateDetector", new() { ["Enable"] = false }, "eu-west-1");
        account.Invoke("config", "PutConfigurationRecorder", new()
        {
            ["ConfigurationRecorder"] = new JsonObject
            {
                ["name"] = "theirs",
                ["roleARN"] = "arn:aws:iam::123456789012:role/theirs",
                ["recordingGroup"] = new JsonObject { ["allSupported"] = false, ["resourceTypes"] = new JsonArray("AWS::EC2::VPC") },
            },
        }, "ap-south-1");
        rehearsal.Account.ClearCalls();
        return rehearsal;
    }

    private static string State(Rehearsal rehearsal) => AuditState.Of(rehearsal.Account).ToJsonString();
}
