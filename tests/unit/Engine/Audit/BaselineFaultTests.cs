using System.Text.Json.Nodes;
using AwsHardening.Core.Audit;
using AwsHardening.Core.Changes;
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

    private static bool IsDeep => Environment.GetEnvironmentVariable("AWS_HARDENING_DEEP") == "1";

    public static MatrixTheoryData<FaultKind, bool> Faults => new(
        [FaultKind.DropResponse, FaultKind.TimeoutBeforeEffect, FaultKind.Throttle, FaultKind.ServerError], IsDeep ? [true, false] : [true]);

    public static MatrixTheoryData<CallStage, bool> Deaths => new([CallStage.BeforeEffect, CallStage.AfterEffect], IsDeep ? [true, false] : [true]);

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_write_that_goes_wrong_once_is_looked_for_and_made_once(FaultKind kind, bool parallel)
    {
        var writes = await WritesAsync();
        // Every other one, and the others with the next kind, unless there is time.
        foreach (var (service, operation, nth) in writes.Where((_, index) => IsDeep || (index + (int)kind) % 2 == 0))
        {
            using var rehearsal = Make();
            var (before, host) = (AuditState.Of(rehearsal.Account).ToJsonString(), new TestHost());
            rehearsal.Account.Faults.Add(new FaultRule(kind, service, operation) { When = FaultOccurrence.Nth(nth) });
            var items = await rehearsal.EnableAsync(host, Options(parallel));
            var name = $"{kind} at {service}:{operation} {nth}";
            Assert.True(host.Errors.Count == 0, $"{name}: {string.Join("; ", host.Errors.Select(error => error.Message))}");
            Assert.DoesNotContain(items, item => item.Status is "Failed" or "Skipped");
            await AssertStandsAsync(rehearsal, name);
            AssertMadeOnce(rehearsal, name);
            await AssertTakenBackAsync(rehearsal, before, name);
        }

        output.WriteLine($"{kind}: {writes.Count} writes");
        Assert.True(writes.Count >= 20);
    }

    [Theory]
    [InlineData(FaultKind.AccessDenied)]
    [InlineData(FaultKind.Throttle)]
    public async Task A_write_that_is_refused_for_good_fails_its_resource_and_stops_no_other_Region(FaultKind kind)
    {
        foreach (var (service, operation) in (await WritesAsync()).Select(write => (write.Service, write.Operation)).Distinct()
            .Where(write => write.Service is "config" or "guardduty" or "accessanalyzer" or "ec2"))
        {
            using var rehearsal = Make();
            var (before, host) = (AuditState.Of(rehearsal.Account).ToJsonString(), new TestHost());
            rehearsal.Account.Faults.Add(new FaultRule(kind, service, operation));
            var items = await rehearsal.EnableAsync(host, s_options);
            var failed = items.Where(item => item.Status == "Failed").ToArray();
            Assert.NotEmpty(failed);
            Assert.Equal(failed.Length, host.Errors.Count);
            // The service alone that was refused, and in every Region what is not of it.
            Assert.Single(failed.Select(item => item.Service).Distinct());
            Assert.All(items.Where(item => item.Service != failed[0].Service), item => Assert.Contains(item.Status, new[] { "Created", "Raised", "Unchanged" }));
            rehearsal.Account.Faults.Clear();
            await AssertTakenBackAsync(rehearsal, before, $"{kind} of {operation}");
        }
    }

    [Theory]
    [MemberData(nameof(Deaths))]
    public async Task Whoever_comes_after_a_death_between_any_two_calls_finds_the_way_on_and_back(CallStage stage, bool parallel)
    {
        var (deaths, resumed) = (0, 0);
        for (var write = 1; ; write++)
        {
            using var rehearsal = Make();
            var (before, name) = (AuditState.Of(rehearsal.Account).ToJsonString(), $"death {stage} write {write}");
            if (await DieAsync(rehearsal, write, stage, Options(parallel)) is not { } left)
            {
                break;
            }

            deaths++;
            rehearsal.Reopen();
            await File.WriteAllBytesAsync(rehearsal.JournalPath, left, TestContext.Current.CancellationToken);
            JournalRemains.WriteHead(rehearsal.JournalPath);
            if (write % 2 == 0)
            {
                var host = new TestHost();
                var open = (await rehearsal.ChangesAsync()).Where(change => change.Status == HardeningChangeStatus.Interrupted).Select(change => change.ChangeId).ToArray();
                resumed += (await rehearsal.ResumeAsync(open, host)).Count;
                await rehearsal.EnableAsync(host, s_options);
                Assert.True(host.Errors.Count == 0, $"{name}: {string.Join("; ", host.Errors.Select(error => error.Message))}");
                await AssertStandsAsync(rehearsal, name);
            }

            await AssertTakenBackAsync(rehearsal, before, name);
        }

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

    private static async Task<IReadOnlyList<(string Service, string Operation, int Nth)>> WritesAsync()
    {
        using var rehearsal = Make();
        await rehearsal.EnableAsync(new TestHost(), s_options);
        return [.. rehearsal.Mutations.GroupBy(call => (call.Service, call.Operation))
            .SelectMany(group => Enumerable.Range(1, group.Count()).Select(nth => (group.Key.Service, group.Key.Operation, nth)))];
    }

    private static async Task AssertStandsAsync(Rehearsal rehearsal, string name) =>
        Assert.All((await rehearsal.GetBaselineAsync(new TestHost(), s_options)).Where(fact => fact.Check != "Delivered"),
            fact => Assert.True(fact.State == "Yes", $"{name}: {fact}: {fact.Reason}"));

    private static void AssertMadeOnce(Rehearsal rehearsal, string name)
    {
        var made = rehearsal.Mutations.Select(call => $"{call.Region} {call.Operation} {call.Parameters.ToJsonString()}").ToArray();
        Assert.True(made.Distinct().Count() == made.Length, $"{name}: a change was made twice");
    }

    // What did not end goes first, then what stands; the journal is whole at the end.
    private static async Task AssertTakenBackAsync(Rehearsal rehearsal, string before, string name)
    {
        var host = new TestHost();
        async Task UndoAsync(Func<HardeningChange, bool> which) => await rehearsal.UndoAsync(
            (await rehearsal.ChangesAsync()).Where(change => change.Undoes is null && which(change)).Select(change => change.ChangeId), host);
        await UndoAsync(change => change.Status is HardeningChangeStatus.Interrupted or HardeningChangeStatus.Failed);
        await UndoAsync(change => change.Status == HardeningChangeStatus.Applied);
        // Only the bucket that holds logs stays.
        Assert.True(host.Errors.All(error => error.Id == "BucketNotEmpty"), $"{name}: {string.Join("; ", host.Errors.Select(error => error.Message))}");
        var now = AuditState.Of(rehearsal.Account).ToJsonString();
        Assert.True(before == now, $"{name}:\n{before}\n{now}");
        var view = JournalView.Read(rehearsal.JournalPath);
        Assert.True(view.ChainProblems.Count == 0 && view.DamagedLines.Count == 0, $"{name}: {string.Join("; ", view.ChainProblems)}");
    }

    /// <summary>Runs until the write, and answers the journal at that moment; null when there are fewer writes.</summary>
    private static async Task<byte[]?> DieAsync(Rehearsal rehearsal, int write, CallStage at, AuditBaselineOptions options)
    {
        byte[]? journal = null;
        var writes = 0;
        rehearsal.Account.OnCall = (stage, call) =>
        {
            if (journal is null && stage == at && OperationKind.IsMutating(call.Operation, call.Parameters) && ++writes == write)
            {
                journal = JournalRemains.Read(rehearsal.JournalPath);
            }

            if (journal is not null)
            {
                throw new ProcessEndedException();
            }
        };
        await rehearsal.EnableAsync(new TestHost(), options);
        rehearsal.Account.OnCall = null;
        return journal;
    }

    private sealed class ProcessEndedException() : Exception("The process ended.");
}
