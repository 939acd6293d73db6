using AwsHardening.Core.Account;
using AwsHardening.Core.Account.Snapshots;
using AwsHardening.Core.Errors;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Faults;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Snapshots;

public sealed class SnapshotFileTests : IDisposable
{
    private readonly SnapshotBench _bench = new();
    private readonly SandboxAccount _account = SandboxAccount.FromTemplate("Fnd203");

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_file_cut_off_anywhere_is_refused()
    {
        var whole = await File.ReadAllBytesAsync(await _bench.ExportAsync(_account), TestContext.Current.CancellationToken);
        for (var length = 0; length < whole.Length; length += Math.Max(1, whole.Length / 200))
        {
            var path = _bench.NewPath();
            await File.WriteAllBytesAsync(path, whole[..length], TestContext.Current.CancellationToken);
            Assert.Contains(Fails(path), new List<string> { "SnapshotTruncated", "SnapshotDamaged", "SnapshotNotRecognized" });
        }
    }

    [Fact]
    public async Task A_file_without_its_last_line_is_truncated_and_one_without_a_line_between_is_damaged()
    {
        var lines = SnapshotBench.Lines(await _bench.ExportAsync(_account));
        Assert.Equal("SnapshotTruncated", Fails(Written(lines[..^1])));
        Assert.Equal("SnapshotDamaged", Fails(Written([.. lines[..7], .. lines[8..]])));
        Assert.Equal("SnapshotDamaged", Fails(Written([.. lines[..7], lines[7].Replace("10.", "11.", StringComparison.Ordinal), .. lines[8..]])));
        Assert.Equal("SnapshotDamaged", Fails(Written([.. lines, "{}"])));
    }

    [Fact]
    public async Task Other_files_are_told_apart()
    {
        var lines = SnapshotBench.Lines(await _bench.ExportAsync(_account));
        Assert.Equal("SnapshotNotFound", Fails(_bench.NewPath()));
        Assert.Equal("SnapshotNotRecognized", Fails(Written(["""{"format":"something else"}"""])));
        Assert.Equal("SnapshotNotRecognized", Fails(Written(["hello"])));
        Assert.Equal("SnapshotVersionUnknown", Fails(Written([lines[0].Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal), .. lines[1..]])));
        var text = _bench.NewPath();
        await File.WriteAllTextAsync(text, "not compressed", TestContext.Current.CancellationToken);
        Assert.Equal("SnapshotNotRecognized", Fails(text));
    }

    [Fact]
    public async Task A_file_that_is_there_is_replaced_by_force_only()
    {
        var path = await _bench.ExportAsync(_account);
        using var session = SnapshotBench.Open(_account);
        var options = new SnapshotOptions { Path = path };
        var refused = await Assert.ThrowsAsync<OperationException>(() => SnapshotExport.ExportAsync(session, options, new TestHost(), Token));
        Assert.Equal("SnapshotExists", refused.Error.Id);
        Assert.NotNull(await SnapshotExport.ExportAsync(session, options with { Force = true }, new TestHost(), Token));
        Assert.Single(_bench.Files);
    }

    [Fact]
    public async Task Nobody_who_says_no_finds_a_file_and_no_export_that_stops_leaves_one()
    {
        using var session = SnapshotBench.Open(_account);
        Assert.Null(await SnapshotExport.ExportAsync(session, new SnapshotOptions { Path = _bench.NewPath() }, new TestHost { Agrees = false }, Token));
        using var stop = new CancellationTokenSource();
        _account.OnCall = (_, call) =>
        {
            if (call.Operation == "DescribeSecurityGroups")
            {
                stop.Cancel();
            }
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => SnapshotExport.ExportAsync(session, new SnapshotOptions { Path = _bench.NewPath() }, new TestHost(), stop.Token));
        Assert.Empty(_bench.Files);
    }

    [Fact]
    public async Task A_list_that_cannot_be_read_is_unread_in_the_copy_too()
    {
        _account.Faults.Add(new FaultRule(FaultKind.AccessDenied, "ec2", "DescribeRouteTables"));
        var host = new TestHost();
        var path = await _bench.ExportAsync(_account, host);
        var error = Assert.Single(host.Errors);
        Assert.Equal("AccessDenied", error.Id);
        Assert.Contains("ec2:DescribeRouteTables", error.Action);
        Assert.Single(SnapshotBench.Lines(path), line => line.Contains("\"unread\"", StringComparison.Ordinal));

        var copy = SandboxAccount.FromSnapshot(path);
        var answer = Assert.Throws<AwsErrorException>(() => copy.Ec2("DescribeRouteTables"));
        Assert.Equal("UnauthorizedOperation", answer.Code);
        Assert.Equal(SnapshotBench.Lines(path), SnapshotBench.Lines(await _bench.ExportAsync(copy)));
        Assert.Equal(
            SnapshotBench.Lines(await _bench.ExportAsync(copy, pseudonymize: true)).Length, SnapshotBench.Lines(path).Length);
    }

    [Fact]
    public async Task Another_Region_is_not_empty_but_unknown()
    {
        var path = await _bench.ExportAsync(_account);
        Assert.Equal("RegionNotInSnapshot", Fails(path, "eu-west-1"));
        using var session = SessionOperation.Open(new ConnectOptions { Sandbox = "x.snapshot", SandboxFile = path });
        Assert.Equal("us-east-1", session.Region);
        Assert.Equal(_account.AccountId, session.AccountId);
        Assert.Equal("RegionNotInSnapshot", Assert.Throws<OperationException>(() => SessionOperation.InRegion(session, "eu-west-1")).Error.Id);
    }

    [Fact]
    public async Task No_secret_is_in_a_snapshot() =>
        Assert.DoesNotContain(SnapshotBench.Lines(await _bench.ExportAsync(_account)), line =>
            line.Contains("UserData", StringComparison.Ordinal) || line.Contains("PRIVATE KEY", StringComparison.Ordinal)
            || line.Contains("PublicKey", StringComparison.Ordinal));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Written(IEnumerable<string> lines)
    {
        var path = _bench.NewPath();
        SnapshotBench.Write(path, lines);
        return path;
    }

    private static string Fails(string path, string? region = null) => Assert.Throws<OperationException>(
        () => SessionOperation.Open(new ConnectOptions { Sandbox = path, SandboxFile = path, Region = region })).Error.Id;
}
