using AwsHardening.Core.Access;
using AwsHardening.Sandbox.Faults;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Access;

/// <summary>Every call that changes something goes wrong in every way; then whoever comes next finds the way back.</summary>
public class AccessFaultTests(ITestOutputHelper output)
{
    private static readonly FaultKind[] s_kinds =
    [
        FaultKind.Throttle, FaultKind.ServerError, FaultKind.AccessDenied, FaultKind.ExpiredToken,
        FaultKind.TimeoutBeforeEffect, FaultKind.TimeoutAfterEffect, FaultKind.DropResponse,
    ];

    [Theory]
    [InlineData("logging")]
    [InlineData("logging, with preferences")]
    [InlineData("session manager")]
    public async Task Whatever_goes_wrong_there_is_a_way_back(string job)
    {
        string[] writes;
        using (var clean = Scene(job))
        {
            await RunAsync(clean, job);
            Assert.Empty(clean.Host.Errors);
            writes = [.. clean.Account.Calls.Where(call => call.Mutating).Select(call => $"{call.Service} {call.Operation}")];
        }

        var points = 0;
        foreach (var (write, nth) in Numbered(writes))
        {
            foreach (var kind in s_kinds)
            {
                using var scene = Scene(job);
                var before = scene.Picture();
                var (service, operation) = (write.Split(' ')[0], write.Split(' ')[1]);
                scene.Account.Faults.Add(new FaultRule(kind, service, operation) { When = FaultOccurrence.Nth(nth) });
                await RunAsync(scene, job);
                scene.Account.Faults.Clear();
                AssertNothingTwice(scene, $"{job}: {kind} at {write} {nth}");
                scene.Reopen();
                var host = new TestHost();
                await UndoOpenAsync(scene, host);
                scene.Call("ec2", "DescribeVpcEndpoints");
                var after = scene.Picture();
                Assert.True(before == after, $"{job}: {kind} at {write} {nth}\n{string.Join('\n', host.Errors.Select(error => error.Message))}\n"
                    + $"missing {string.Join("; ", before.Split('\n').Except(after.Split('\n')))}\nextra {string.Join("; ", after.Split('\n').Except(before.Split('\n')))}");
                points++;
            }
        }

        output.WriteLine($"{job}: {points} fault points at {writes.Length} calls");
        Assert.True(writes.Length > 3);
    }

    private static AccessScene Scene(string job)
    {
        var scene = new AccessScene(job == "session manager" ? "SecurityEssentials" : "Fnd203");
        if (job == "logging, with preferences")
        {
            scene.Call("ssm", "CreateDocument", new
            {
                Name = "SSM-SessionManagerRunShell", DocumentType = "Session",
                Content = """{"schemaVersion":"1.0","sessionType":"Standard_Stream","inputs":{"idleSessionTimeout":"7"}}""",
            });
            scene.Call("logs", "CreateLogGroup", new { logGroupName = AccessScene.LogGroup });
        }

        return scene;
    }

    private static Task RunAsync(AccessScene scene, string job) =>
        job == "session manager" ? scene.EnableAsync("bastion") : scene.EnableLoggingAsync();

    // Newest first, what did not end before what did; what has come to nothing is no longer there to undo.
    private static async Task UndoOpenAsync(AccessScene scene, TestHost host) => await scene.UndoAllAsync(host);

    private static void AssertNothingTwice(AccessScene scene, string name)
    {
        var effects = scene.Account.Calls.Where(call => call.Mutating).Select(call => $"{call.Operation} {call.Parameters.ToJsonString()}").ToArray();
        Assert.True(effects.Distinct().Count() == effects.Length, $"{name}: a change was made twice");
    }

    private static IEnumerable<(string Write, int Nth)> Numbered(string[] writes) =>
        writes.Select((write, index) => (write, writes.Take(index + 1).Count(other => other == write)));
}
