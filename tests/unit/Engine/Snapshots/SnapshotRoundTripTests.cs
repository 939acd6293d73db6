using AwsHardening.Core.Network;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.CloudTrail;
using AwsHardening.Sandbox.CloudWatch;
using AwsHardening.Sandbox.Config;
using AwsHardening.Sandbox.DynamoDb;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Elb;
using AwsHardening.Sandbox.EventBridge;
using AwsHardening.Sandbox.GuardDuty;
using AwsHardening.Sandbox.Kms;
using AwsHardening.Sandbox.Logs;
using AwsHardening.Sandbox.Snapshots;
using AwsHardening.Sandbox.Sns;
using AwsHardening.Sandbox.Ssm;
using AwsHardening.UnitTests.Engine.RandomAccounts;
using AwsHardening.UnitTests.Engine.Support;
using FsCheck.Fluent;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Snapshots;

/// <summary>An account that was loaded from a snapshot is the account that the snapshot was made of.</summary>
public class SnapshotRoundTripTests(ITestOutputHelper output)
{
    private readonly SortedDictionary<string, int> _types = new(StringComparer.Ordinal);

    private int _buckets;

    private static readonly bool s_deep = Environment.GetEnvironmentVariable("AWS_HARDENING_DEEP") is { Length: > 0 };

    [Fact]
    public async Task Fnd203_comes_back_byte_by_byte() => await HoldAsync(SandboxAccount.FromTemplate("Fnd203"));

    [Fact]
    public async Task An_empty_account_comes_back_byte_by_byte() => await HoldAsync(SandboxAccount.FromTemplate("Empty"));

    [Fact]
    public void Any_account_comes_back_byte_by_byte()
    {
        var accounts = from seed in Gen.Choose(0, int.MaxValue - 1)
                       from size in Gen.Choose(1, 10)
                       select (seed, size);
        var lines = 0L;
        Law.Holds(accounts, one => lines += HoldAsync(RandomAudit.Fill(RandomServices.Fill(RandomBuckets.Fill(RandomAccount.Build(one.seed, one.size), one.seed), one.seed), one.seed)).GetAwaiter().GetResult(), s_deep ? 1000 : 60);
        output.WriteLine($"{lines} lines came back, {_buckets} buckets among them; {string.Join(", ", _types)}");
        Assert.True(_buckets > 0);
        // None of the kinds was left out by chance.
        Assert.All(SnapshotTypes.All.Where(type => type.Service != "ec2"), type => Assert.True(_types.GetValueOrDefault(type.Name) > 0, type.Name));
    }

    [Fact]
    public async Task A_plan_on_the_copy_makes_the_same_calls_as_on_the_original()
    {
        using var bench = new SnapshotBench();
        for (var seed = 1; seed <= 10; seed++)
        {
            var original = seed == 1 ? SandboxAccount.FromTemplate("Fnd203") : RandomAccount.Build(seed, 10);
            var copy = SandboxAccount.FromSnapshot(await bench.ExportAsync(original));
            Assert.Equal(await CallsAsync(original), await CallsAsync(copy));
        }
    }

    [Fact]
    public async Task Ids_made_on_the_copy_are_new()
    {
        using var bench = new SnapshotBench();
        var copy = SandboxAccount.FromSnapshot(await bench.ExportAsync(SandboxAccount.FromTemplate("Fnd203")));
        var before = SnapshotBench.Lines(await bench.ExportAsync(copy)).Length;
        for (var i = 0; i < 40; i++)
        {
            var vpc = (string)copy.All("DescribeVpcs", "Vpcs").First()["VpcId"]!;
            copy.Ec2("CreateSecurityGroup", ("GroupName", $"new {i}"), ("Description", "d"), ("VpcId", vpc));
        }

        // Each group has a rule that lets everything out.
        Assert.Equal(before + 80, SnapshotBench.Lines(await bench.ExportAsync(copy)).Length);
    }

    private static async Task<IReadOnlyList<string>> CallsAsync(SandboxAccount account)
    {
        using var rehearsal = new Rehearsal(account);
        var host = new TestHost();
        await rehearsal.SetAsync(await rehearsal.OpenToVpcAsync(), host, new SgPeerReferenceOptions { KeepUncovered = true });
        return
        [
            .. rehearsal.Mutations.Select(call => $"{call.Operation} {call.Parameters.ToJsonString()}"),
            .. host.Errors.Select(error => error.Message),
        ];
    }

    private async Task<int> HoldAsync(SandboxAccount account)
    {
        using var bench = new SnapshotBench();
        var first = await bench.ExportAsync(account);
        var copy = SandboxAccount.FromSnapshot(first);
        var second = await bench.ExportAsync(copy);
        Assert.Equal(SnapshotBench.Lines(first), SnapshotBench.Lines(second));
        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
        AssertEverythingIsState(copy);
        // Read past the engine: buckets of other Regions are there by name alone.
        Assert.Equal(Here(account), Here(copy));
        foreach (var type in SnapshotBench.Lines(first).Where(line => line.Contains("\"data\":", StringComparison.Ordinal)).Select(line => line.Split('"')[3]))
        {
            _types[type] = _types.GetValueOrDefault(type) + 1;
        }

        _buckets += SnapshotBench.Lines(first).Count(line => line.Contains("\"AWS::S3::Bucket\",\"data\"", StringComparison.Ordinal));
        return SnapshotBench.Lines(first).Length;
    }

    private static string Here(SandboxAccount account) => string.Join(
        '\n', BucketText.Of(account).Split('\n').Where(line => line.Contains($" {account.Region} ", StringComparison.Ordinal)));

    // What the sandbox itself made, the sandbox must understand to the last member: an overlay would only repeat it.
    private static void AssertEverythingIsState(SandboxAccount copy)
    {
        var service = copy.Services.OfType<Ec2Service>().Single();
        var repeated = service.State.Region(copy.Region).Tables.SelectMany(table => table.All)
            .Where(resource => resource.Overlay is not null)
            .Select(resource => $"{resource.Id}: {string.Join(", ", resource.Overlay!.Names)}");
        Assert.Empty(repeated);
        var balancers = copy.Service<ElbService>().Regions[copy.Region];
        Assert.All(copy.Service<KmsService>().State.Keys.Values, key => Assert.Null(key.Overlay?.Names));
        Assert.All(copy.Service<LogsService>().Regions[copy.Region].Groups.Values, group => Assert.Null(group.Overlay?.Names));
        Assert.All(balancers.TargetGroups, group => Assert.Null((group.Overlay ?? group.HealthOverlay)?.Names));
        Assert.All(balancers.LoadBalancers, balancer => Assert.Null(balancer.Overlay?.Names));
        Assert.All(balancers.LoadBalancers.SelectMany(balancer => balancer.Listeners), one => Assert.Null((one.Overlay ?? one.RulesOverlay)?.Names));
        Assert.All(copy.Service<CloudTrailService>().Trails, trail => Assert.Empty(trail.Overlay?.Names ?? []));
        Assert.Empty(copy.Service<ConfigService>().Region(copy.Region).StatusOverlay?.Names ?? []);
        Assert.All(copy.Service<GuardDutyService>().Detectors.Values, detector => Assert.Empty(detector.Overlay?.Names ?? []));
        Assert.All(copy.Service<DynamoDbService>().State.Tables.Values, table => Assert.Empty(table.Overlay?.Names ?? []));
        Assert.All(copy.Service<LogsService>().Regions[copy.Region].Groups.Values.SelectMany(group => group.MetricFilters.Values), filter => Assert.Empty(filter.Overlay?.Names ?? []));
        Assert.All(copy.Service<SnsService>().Regions[copy.Region].Topics.Values, topic => Assert.Empty(topic.Overlay?.Names ?? []));
        Assert.All(copy.Service<CloudWatchService>().Regions[copy.Region].Alarms.Values, alarm => Assert.Empty(alarm.Overlay?.Names ?? []));
        Assert.All(copy.Service<CloudWatchService>().Regions[copy.Region].Detectors, detector => Assert.Empty(detector.Overlay?.Names ?? []));
        Assert.All(copy.Service<EventBridgeService>().Buses[copy.Region].Rules.Values, rule => Assert.Empty(rule.Overlay?.Names ?? []));
        var nodes = copy.Service<SsmService>().Region(copy.Region);
        Assert.All(nodes.Nodes(), node => Assert.Null(node.Overlay?.Names));
    }
}
