using System.Text.Json.Nodes;
using AwsHardening.Core.Audit;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Faults;
using AwsHardening.UnitTests.Engine.Audit;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Snapshots;

public sealed class SnapshotAccountBlockTests : IDisposable
{
    private readonly SnapshotBench _bench = new();
    private readonly SandboxAccount _account = SandboxAccount.Create();

    private static JsonObject Account => new() { ["AccountId"] = "123456789012" };

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_block_or_that_there_is_none_is_the_same_in_the_copy(bool blocked)
    {
        if (blocked)
        {
            _account.Invoke("s3control", "PutPublicAccessBlock", new()
            {
                ["AccountId"] = "123456789012",
                ["PublicAccessBlockConfiguration"] = new JsonObject { ["BlockPublicAcls"] = true },
            });
        }

        var path = await _bench.ExportAsync(_account);
        var copy = SandboxAccount.FromSnapshot(path);
        if (blocked)
        {
            Assert.True(JsonNode.DeepEquals(
                new JsonObject { ["BlockPublicAcls"] = true, ["IgnorePublicAcls"] = false, ["BlockPublicPolicy"] = false, ["RestrictPublicBuckets"] = false },
                copy.Invoke("s3control", "GetPublicAccessBlock", Account)["PublicAccessBlockConfiguration"]));
        }
        else
        {
            Assert.Equal("NoSuchPublicAccessBlockConfiguration", Refused(copy).Code);
        }

        Assert.Equal(SnapshotBench.Lines(path), SnapshotBench.Lines(await _bench.ExportAsync(copy)));
        // What is rehearsed on the copy is what would be done there.
        using var rehearsal = new Rehearsal(copy);
        var host = new TestHost();
        var item = Assert.Single(await rehearsal.EnableAsync(host, new() { Include = [AuditBaselineService.BucketPublicAccessBlock] }));
        Assert.Equal(blocked ? "Raised" : "Created", item.Status);
        Assert.Empty(host.Errors);
    }

    [Fact]
    public async Task A_block_that_could_not_be_read_is_unread_in_the_copy_and_never_none()
    {
        _account.Faults.Add(new FaultRule(FaultKind.AccessDenied, "s3control"));
        var host = new TestHost();
        var copy = SandboxAccount.FromSnapshot(await _bench.ExportAsync(_account, host));
        Assert.Contains("s3:GetAccountPublicAccessBlock", Assert.Single(host.Errors).Action, StringComparison.Ordinal);
        Assert.Equal("AccessDenied", Refused(copy).Code);
    }

    private static AwsErrorException Refused(SandboxAccount account) =>
        Assert.Throws<AwsErrorException>(() => account.Invoke("s3control", "GetPublicAccessBlock", Account));
}
