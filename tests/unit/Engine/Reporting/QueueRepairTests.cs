using Amazon.SQS.Model;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Reporting;
using AwsHardening.Core.Reporting.Kinds;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Reporting;

/// <summary>What the repairs of queues and repositories ask before, and leave alone.</summary>
public sealed class QueueRepairTests : IDisposable
{
    private readonly RepairBench _bench = new(SandboxAccount.Create());
    private readonly TestHost _host = new();

    private SandboxAccount Account => _bench.Account;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Nobody_is_shut_out_of_a_queue_unasked_and_a_key_of_ones_own_stays()
    {
        Examples.All["sqs-queue-encryption"].Fails(Account);
        var failing = (await _bench.AuditAsync("sqs-queue-encryption")).Where(finding => finding.Status == FindingStatus.Fail).ToArray();
        Assert.Empty(await _bench.RepairAsync(failing, _host));
        var error = Assert.Single(_host.Errors);
        Assert.Equal("RepairNotSafe", error.Id);
        Assert.Contains("plain HTTP", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_bench.Rehearsal.Mutations, call => call.Operation == "SetQueueAttributes");

        var change = Assert.Single(await _bench.RepairAsync(failing, new TestHost { Continues = true }));
        var asked = Assert.Single(_bench.Rehearsal.Mutations, call => call.Operation == "SetQueueAttributes");
        Assert.Equal("""{"SqsManagedSseEnabled":"true"}""", asked.Parameters["Attributes"]!.ToJsonString());
        // Somebody takes a key instead: to take the change back would leave the queue in the clear.
        Account.Call("sqs", "SetQueueAttributes", new { QueueUrl = (string)asked.Parameters["QueueUrl"]!, Attributes = new { KmsMasterKeyId = "alias/aws/sqs" } });
        var undone = await _bench.UndoAsync([change], _host);
        Assert.DoesNotContain(undone, one => one.Status == HardeningChangeStatus.Applied);
        Assert.Equal(FindingStatus.Pass, Assert.Single(await _bench.AuditAsync("sqs-queue-encryption")).Status);
    }

    [Fact]
    public async Task A_queue_that_is_gone_is_read_so_and_told_by_its_own_exception()
    {
        var session = AwsSession.Of(_bench.Rehearsal.Session);
        var header = ResourceChange.Begin(session, "", Account.AccountId, Account.Region, (QueueKind.Type, "none", "none"), "a test");
        var present = await new QueueKind().ReadAsync(session, header, TestContext.Current.CancellationToken);
        Assert.False(ContentKind.IsThere(present));
        var said = await Assert.ThrowsAsync<QueueDoesNotExistException>(() => ((Amazon.SQS.AmazonSQSClient)session.Reader("sqs")).GetQueueUrlAsync(new() { QueueName = "none" }, TestContext.Current.CancellationToken));
        Assert.Equal("AWS.SimpleQueueService.NonExistentQueue", said.ErrorCode);
    }

    [Fact]
    public async Task A_repository_is_left_to_the_rules_of_its_registry()
    {
        Examples.All["ecr-scanning"].Fails(Account);
        Account.Call("ecr", "PutRegistryScanningConfiguration", new
        {
            scanType = "BASIC", rules = new[] { new { scanFrequency = "SCAN_ON_PUSH", repositoryFilters = new[] { new { filter = "app/*", filterType = "WILDCARD" } } } },
        });
        var failing = (await _bench.AuditAsync("ecr-scanning")).Where(finding => finding.Status == FindingStatus.Fail).ToArray();
        Assert.Single(failing);
        Assert.Empty(await _bench.RepairAsync(failing, _host));
        var error = Assert.Single(_host.Errors);
        Assert.Equal("FindingNotRepairable", error.Id);
        Assert.Contains("put-registry-scanning-configuration", error.Action, StringComparison.Ordinal);
    }
}
