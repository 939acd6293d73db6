using System.Globalization;
using AwsHardening.Sandbox.AccessAnalyzer;
using AwsHardening.Sandbox.CloudTrail;
using AwsHardening.Sandbox.CloudWatch;
using AwsHardening.Sandbox.Config;
using AwsHardening.Sandbox.DynamoDb;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Ec2.Snapshots;
using AwsHardening.Sandbox.Elb;
using AwsHardening.Sandbox.EventBridge;
using AwsHardening.Sandbox.GuardDuty;
using AwsHardening.Sandbox.Iam;
using AwsHardening.Sandbox.Kms;
using AwsHardening.Sandbox.Logs;
using AwsHardening.Sandbox.S3;
using AwsHardening.Sandbox.S3Control;
using AwsHardening.Sandbox.Snapshots;
using AwsHardening.Sandbox.Sns;
using AwsHardening.Sandbox.Ssm;

namespace AwsHardening.Sandbox;

/// <content>An account that is a copy of another one.</content>
public sealed partial class SandboxAccount
{
    /// <summary>What the account is a copy of; null for one that is none.</summary>
    public SnapshotHeader? Snapshot { get; private init; }

    /// <summary>Makes an account out of a snapshot: the same account id, Region, ids, groups, rules and interfaces.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The account. Its clock starts when the snapshot was made; ids it issues are not those of the snapshot.</returns>
    /// <exception cref="SnapshotException">No snapshot, or a damaged one.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SandboxAccount FromSnapshot(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var (header, sha256) = Verify(path);
        var account = new SandboxAccount(new SandboxOptions
        {
            AccountId = header.AccountId,
            Region = header.Region,
            TimeProvider = new SteppingClock(header.ExportedAt),
            // Another series of ids for every content: what is made here never has the id of what is here already.
            Seed = int.Parse(sha256.AsSpan(0, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
        })
        { Snapshot = header };
        foreach (var handler in SandboxServices.CreateAll(account))
        {
            account.Register(handler);
        }

        ISnapshotLoader[] loaders =
        [
            new SnapshotLoader((Ec2Service)account.Handler("ec2"), header.Region),
            new BucketLoader((S3Service)account.Handler("s3"), header.Region),
            new AccountBlockLoader(account.Service<S3ControlService>()),
            new IdentityLoader(account.Service<IamService>(), header.Types.Contains(SnapshotTypes.User.Name)),
            new KeyLoader(account.Service<KmsService>(), header.Region),
            new LogGroupLoader(account.Service<LogsService>(), header.Region),
            new BalancerLoader(account.Service<ElbService>(), header.Region),
            new NodeLoader(account.Service<SsmService>(), header.Region),
            new TrailLoader(account.Service<CloudTrailService>(), header.Region),
            new RecorderLoader(account.Service<ConfigService>(), header.Region),
            new DetectorLoader(account.Service<GuardDutyService>(), header.Region),
            new AnalyzerLoader(account.Service<AccessAnalyzerService>(), header.Region),
            new TopicLoader(account.Service<SnsService>(), header.Region),
            new AlarmLoader(account.Service<CloudWatchService>(), header.Region),
            new RuleLoader(account.Service<EventBridgeService>(), header.Region),
            new TableLoader(account.Service<DynamoDbService>(), header.Region),
        ];
        var byService = loaders.ToDictionary(loader => loader.Service);
        // What the version that wrote the snapshot did not read is unread, not empty.
        foreach (var type in SnapshotTypes.All.Where(type => !header.Types.Contains(type.Name)))
        {
            byService[type.Service].Load(new SnapshotRecord(type.Name) { Unread = $"The snapshot says nothing about {type.Name}." });
        }

        Read(path, record => LoaderOf(record)?.Load(record));
        Array.ForEach(loaders, loader => loader.Link());
        Read(path, record => LoaderOf(record)?.Compare(record));
        Array.ForEach(loaders, loader => loader.Begin());
        return account;

        ISnapshotLoader? LoaderOf(SnapshotRecord record) =>
            SnapshotTypes.Find(record.Type) is { } type ? byService[type.Service] : null;
    }

    private static (SnapshotHeader Header, string Sha256) Verify(string path)
    {
        using var reader = SnapshotReader.Open(path);
        foreach (var _ in reader.Records())
        {
        }

        return (reader.Header, reader.Sha256!);
    }

    private static void Read(string path, Action<SnapshotRecord> use)
    {
        using var reader = SnapshotReader.Open(path);
        foreach (var record in reader.Records())
        {
            use(record);
        }
    }
}
