using System.Diagnostics;
using AwsHardening.Core.Account.Snapshots;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Seam;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;
using static AwsHardening.UnitTests.Engine.Support.Ec2Calls;

namespace AwsHardening.UnitTests.Engine.Snapshots;

/// <summary>
/// The export of a large account is paged, tells how far it is, and holds no more of it than a page. 10,000 groups and
/// 100,000 interfaces with AWS_HARDENING_DEEP set, a twentieth of that without.
/// </summary>
public class SnapshotScaleTests(ITestOutputHelper output)
{
    // A page of 1,000 interfaces is about 2 MB as JSON; the whole of 100,000 would be 200.
    private const long Bound = 24 << 20;

    private static readonly bool s_deep = Environment.GetEnvironmentVariable("AWS_HARDENING_DEEP") is { Length: > 0 };

    [Fact]
    public async Task A_large_account_is_exported_by_pages_with_progress_in_flat_memory()
    {
        var (groups, interfaces) = s_deep ? (10_000, 100_000) : (500, 5_000);
        var account = Build(groups, interfaces);
        using var bench = new SnapshotBench();
        // The first run brings in code and tables that stay.
        await bench.ExportAsync(SandboxAccount.FromTemplate("Fnd203"));
        account.ClearCalls();
        using var session = SnapshotBench.Open(account);
        var host = new MeasuringHost(every: Math.Max(1, interfaces / 20_000));
        var path = bench.NewPath();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var time = Stopwatch.StartNew();
        var written = await SnapshotExport.ExportAsync(
            session, new SnapshotOptions { Path = path }, host, TestContext.Current.CancellationToken);
        time.Stop();
        output.WriteLine(
            $"{groups:N0} groups, {interfaces:N0} interfaces: {written!.ResourceCount:N0} resources, {written.Length / 1024:N0} KiB in "
            + $"{time.Elapsed.TotalSeconds:N1} s, {host.Reports} progress reports, held at most {(host.Peak - before) / 1024:N0} KiB more");

        Assert.Empty(host.Errors);
        Assert.InRange(host.Peak - before, long.MinValue, Bound);
        Assert.InRange(host.Reports, interfaces / 1000 + groups / 1000, int.MaxValue);
        var pages = account.Calls.Where(call => call.Operation is "DescribeNetworkInterfaces" or "DescribeSecurityGroups").ToList();
        Assert.All(pages, page => Assert.Equal(1000, (int)page.Parameters["MaxResults"]!));
        Assert.Equal(interfaces / 1000, pages.Count(page => page.Operation == "DescribeNetworkInterfaces"));
        var copy = SandboxAccount.FromSnapshot(path);
        Assert.Equal(interfaces, copy.Services.OfType<Ec2Service>().Single().State.Region(copy.Region).NetworkInterfaces.Rows.Count);
    }

    private static SandboxAccount Build(int groups, int interfaces)
    {
        var account = SandboxAccount.Create();
        account.Register(new Ec2Service(new Ec2Options(account.AccountId, account.Clock, account.Ids) { SecurityGroupsPerRegion = 20_000 }));
        var vpc = (string)account.Ec2("CreateVpc", ("CidrBlock", "10.0.0.0/16"))["Vpc"]!["VpcId"]!;
        account.Ec2("AssociateVpcCidrBlock", ("VpcId", vpc), ("CidrBlock", "10.1.0.0/16"));
        string[] subnets =
        [
            .. new[] { "10.0.0.0/16", "10.1.0.0/16" }.Select(range =>
                (string)account.Ec2("CreateSubnet", ("VpcId", vpc), ("CidrBlock", range))["Subnet"]!["SubnetId"]!),
        ];
        string[] ids =
        [
            .. Enumerable.Range(0, groups).Select(i => (string)account.Ec2(
                "CreateSecurityGroup", ("GroupName", $"group {i}"), ("Description", "d"), ("VpcId", vpc))["GroupId"]!),
        ];
        for (var i = 0; i < interfaces; i++)
        {
            account.Ec2("CreateNetworkInterface", ("SubnetId", subnets[i % 2]), ("Groups", Texts(ids[i % groups])));
        }

        return account;
    }

    /// <summary>Measures what is still held whenever progress is told.</summary>
    private sealed class MeasuringHost(int every) : IOperationHost
    {
        private readonly TestHost _inner = new();

        public long Peak { get; private set; }

        public int Reports { get; private set; }

        public IReadOnlyList<OperationError> Errors => _inner.Errors;

        public ValueTask<bool> ShouldProcessAsync(string target, string action, CancellationToken cancellationToken) => ValueTask.FromResult(true);

        public ValueTask<bool?> ShouldContinueAsync(string query, string caption, CancellationToken cancellationToken) =>
            ValueTask.FromResult<bool?>(true);

        public ValueTask WriteErrorAsync(OperationError error, CancellationToken cancellationToken) => _inner.WriteErrorAsync(error, cancellationToken);

        public void WriteWarning(string message)
        {
        }

        public void WriteVerbose(string message)
        {
        }

        public void WriteProgress(string activity, string status, int percent)
        {
            if (Reports++ % every == 0)
            {
                Peak = Math.Max(Peak, GC.GetTotalMemory(forceFullCollection: true));
            }
        }
    }
}
