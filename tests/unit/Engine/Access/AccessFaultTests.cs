using AwsHardening.Core.Access;
using AwsHardening.Sandbox.Faults;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Access;

/// <summary>Every call that changes something goes wrong in every way; then whoever comes next finds the way back.</summary>
public class AccessFaultTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("logging")]
    [InlineData("logging, with preferences")]
    [InlineData("session manager")]
    public async Task Whatever_goes_wrong_there_is_a_way_back(string job)
    {
        IReadOnlyList<(string Service, string Operation, int Nth)> writes;
        using (var clean = Scene(job))
        {
            await RunAsync(clean, job);
            Assert.Empty(clean.Host.Errors);
            writes = FaultPoints.Writes(clean.Account);
        }

        var points = 0;
        foreach (var (service, operation, nth) in writes)
        {
            foreach (var kind in FaultPoints.Kinds)
            {
                using var scene = Scene(job);
                var before = scene.Picture();
                var name = $"{job}: {kind} at {service}:{operation} {nth}";
                scene.Account.Faults.Add(new FaultRule(kind, service, operation) { When = FaultOccurrence.Nth(nth) });
                await RunAsync(scene, job);
                scene.Account.Faults.Clear();
                FaultPoints.AssertMadeOnce(scene.Account, name);
                scene.Reopen();
                var host = new TestHost();
                // Newest first, what did not end before what did; what has come to nothing is no longer there to undo.
                await scene.UndoAllAsync(host);
                scene.Call("ec2", "DescribeVpcEndpoints");
                var after = scene.Picture();
                Assert.True(before == after, $"{name}\n{string.Join('\n', host.Errors.Select(error => error.Message))}\n"
                    + $"missing {string.Join("; ", before.Split('\n').Except(after.Split('\n')))}\nextra {string.Join("; ", after.Split('\n').Except(before.Split('\n')))}");
                points++;
            }
        }

        output.WriteLine($"{job}: {points} fault points at {writes.Count} calls");
        Assert.True(writes.Count > 3);
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
}
