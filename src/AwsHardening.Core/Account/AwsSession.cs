using System.Collections.Concurrent;
using Amazon;
using Amazon.CloudWatchLogs;
using Amazon.DynamoDBv2;
using Amazon.EC2;
using Amazon.ElasticLoadBalancingV2;
using Amazon.IdentityManagement;
using Amazon.KeyManagementService;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.S3;
using Amazon.SecurityToken;
using Amazon.SimpleSystemsManagement;
using AwsHardening.Core.Encryption.Keys;
using AwsHardening.Core.Errors;
using AwsHardening.Sandbox;

namespace AwsHardening.Core.Account;

/// <summary>
/// The engine's side of a session: credentials, Region, clients. The one place where clients are made, so that endpoint,
/// retry and transport are the same for all.
/// </summary>
internal sealed class AwsSession : IDisposable
{
    private readonly Lazy<IAmazonEC2> _ec2;
    private readonly Lazy<IAmazonEC2> _ec2Writer;
    private readonly Lazy<AmazonS3Client> _s3;
    private readonly Lazy<AmazonS3Client> _s3Writer;
    private readonly Lazy<IAmazonSecurityTokenService> _sts;
    private readonly Lazy<DataKeyCache> _dataKeys;
    private readonly ConcurrentDictionary<(string Service, bool Writes), Lazy<AmazonServiceClient>> _others = [];
    private readonly AWSCredentials? _credentials;
    private readonly SessionTransport _transport;
    private readonly ConcurrentDictionary<string, AwsSession> _elsewhere = new(StringComparer.Ordinal);
    private int _used;
    private int _usedShared;
    private bool _closed;
    private bool _ownsJournal = true;

    public AwsSession(AWSCredentials? credentials, SessionTransport transport, SessionSettings settings)
    {
        _credentials = credentials;
        _transport = transport;
        Settings = settings;
        _ec2 = new(() => Ec2Client(settings.MaxReadRetries));
        // A repeated write could act twice: ChangeRunner decides by looking, not the SDK by repeating.
        _ec2Writer = new(() => Ec2Client(maxRetries: 0));
        _s3 = new(() => S3Client(settings.MaxReadRetries));
        _s3Writer = new(() => S3Client(maxRetries: 0));
        _sts = new(StsClient);
        _dataKeys = new(() => new DataKeyCache(settings.Time));
    }

    public SessionSettings Settings { get; }

    /// <summary>The embedded account; null when connected to a real one.</summary>
    public SandboxAccount? Sandbox => _transport.Sandbox;

    public string Region => _transport.Region.SystemName;

    /// <summary>What all clients of the account share, in every Region.</summary>
    public RequestBudget Budget => _transport.Budget;

    /// <summary>For a command that asks many Regions or accounts at once: keeps a real account to a budget where none was said.</summary>
    public IDisposable? HoldToBudget(int? atMost = null) => Sandbox is null || atMost is not null ? Budget.Hold(atMost) : null;

    /// <summary>How the same account is reached from another process.</summary>
    public SessionAccess Access { get; init; } = new(null, HasOwnKeys: false);

    /// <summary>The credentials, found anew where the SDK's default chain decides.</summary>
    /// <exception cref="AmazonClientException">The chain finds none.</exception>
    public AWSCredentials Credentials => _credentials ?? DefaultAWSCredentialsIdentityResolver.GetCredentials(clientConfig: null);

    /// <summary>The overdue reverts that this session has tried to make.</summary>
    public ConcurrentDictionary<string, bool> RevertsTried { get; } = new(StringComparer.Ordinal);

    /// <summary>For reads.</summary>
    public IAmazonEC2 Ec2 => _ec2.Value;

    /// <summary>For reads.</summary>
    public IAmazonS3 S3 => _s3.Value;

    /// <summary>For the objects of a shared journal, and nothing else; it never repeats a call.</summary>
    public IAmazonS3 JournalWriter => _s3Writer.Value;

    public IAmazonSecurityTokenService Sts => _sts.Value;

    /// <summary>For reads.</summary>
    public IAmazonIdentityManagementService Iam => (IAmazonIdentityManagementService)Reader("iam");

    /// <summary>For reads.</summary>
    public IAmazonSimpleSystemsManagement Ssm => (IAmazonSimpleSystemsManagement)Reader("ssm");

    /// <summary>For what acts on instances and is no change of the account: sessions and commands. It never repeats a call.</summary>
    public IAmazonSimpleSystemsManagement SsmActions => (IAmazonSimpleSystemsManagement)Other("ssm", writes: true);

    /// <summary>For reads.</summary>
    public IAmazonCloudWatchLogs Logs => (IAmazonCloudWatchLogs)Reader("logs");

    /// <summary>For reads.</summary>
    public IAmazonElasticLoadBalancingV2 LoadBalancing => (IAmazonElasticLoadBalancingV2)Reader("elbv2");

    /// <summary>For reads.</summary>
    public IAmazonKeyManagementService Kms => (IAmazonKeyManagementService)Reader("kms");

    /// <summary>For reads.</summary>
    public IAmazonDynamoDB DynamoDb => (IAmazonDynamoDB)Reader("dynamodb");

    /// <summary>Data keys in plain, for a while.</summary>
    public DataKeyCache DataKeys => _dataKeys.Value;

    /// <summary>What reads have shown so far, for tab completion: id to name.</summary>
    public ConcurrentDictionary<string, string> SeenIds { get; } = new(StringComparer.Ordinal);

    /// <summary>True the first time it is asked.</summary>
    public bool TakeFirstUse() => Interlocked.Exchange(ref _used, 1) == 0;

    /// <summary>True the first time it is asked, for what a shared journal has to say.</summary>
    public bool TakeFirstSharedUse() => Interlocked.Exchange(ref _usedShared, 1) == 0;

    /// <summary>The caller, once asked for.</summary>
    public CallerIdentity? Caller { get; set; }

    /// <summary>The same account, reached in the same way, in another Region.</summary>
    public AwsSession InRegion(RegionEndpoint region) =>
        new(_credentials, _transport with { Region = region }, Settings) { InstanceId = InstanceId, Access = Access, _ownsJournal = false };

    /// <summary>A role's session, reached in the same way.</summary>
    /// <param name="credentials">The role's credentials.</param>
    /// <param name="accountId">The role's account: of an embedded organization, the one that it is of.</param>
    /// <param name="region">The Region.</param>
    /// <param name="access">How another process would reach it.</param>
    /// <param name="requestsPerSecond">The rate of the account, which all its roles share, 0 for no limit; null where nothing was said.</param>
    public AwsSession WithRole(AWSCredentials credentials, string accountId, RegionEndpoint region, SessionAccess access, int? requestsPerSecond)
    {
        var home = Sandbox?.Organization?.Accounts.FirstOrDefault(account => account.AccountId == accountId) ?? Sandbox;
        AwsSession session = new(credentials, _transport.To(region, home, Budget.Of(accountId, requestsPerSecond)), Settings) { Access = access, _ownsJournal = home != Sandbox };
        if (home == Sandbox)
        {
            session.InstanceId = InstanceId;
        }

        return session;
    }

    /// <summary>The profile whose endpoints count; null for none.</summary>
    public string? EndpointProfile => Sandbox is not null ? null : _transport.ProfileName ?? Environment.GetEnvironmentVariable("AWS_PROFILE");

    /// <summary>Makes clients of STS that speak as somebody else.</summary>
    public Func<AWSCredentials, IAmazonSecurityTokenService> StsAs => _transport.Sts(Settings);

    /// <summary>The same account in the same Region under other credentials, with the same journal.</summary>
    /// <param name="credentials">The credentials.</param>
    /// <param name="requestsPerSecond">A rate of its own, 0 for no limit; null to share the one of this session.</param>
    public AwsSession Under(AWSCredentials credentials, int? requestsPerSecond = null) => new(
        credentials, requestsPerSecond is null ? _transport : _transport with { Budget = SessionOperation.Budget(requestsPerSecond, AccountClock) }, Settings)
    {
        InstanceId = InstanceId,
        Access = new SessionAccess(null, HasOwnKeys: true),
        _ownsJournal = false,
    };

    /// <summary>False for a Region that the session knows nothing of: a copy of an account is of one Region.</summary>
    public bool Reaches(string region) => region == Region || Sandbox?.Snapshot is null;

    /// <summary>The same in the Region of a change: this one, or one that ends with it.</summary>
    public AwsSession In(string region) => region == Region
        ? this : _elsewhere.GetOrAdd(region, name => InRegion(RegionEndpoint.GetBySystemName(name)));

    /// <summary>Sees to it that there are credentials, so that a call that fails for want of them is known not to have been sent.</summary>
    /// <exception cref="CredentialsUnavailableException">There are none.</exception>
    public async Task CheckCredentialsAsync()
    {
        try
        {
            await Credentials.GetCredentialsAsync();
        }
        catch (Exception e)
        {
            throw new CredentialsUnavailableException(e);
        }
    }

    /// <summary>The session of a public handle.</summary>
    /// <exception cref="OperationException">The session was closed.</exception>
    public static AwsSession Of(HardeningSession session) =>
        session.Handle is AwsSession { _closed: false } open ? open : throw ConnectErrors.Closed(session);

    /// <summary>The client that writes of a service go through; it never repeats a call.</summary>
    public AmazonServiceClient Writer(string service) => service switch
    {
        "ec2" => (AmazonServiceClient)_ec2Writer.Value,
        "s3" => _s3Writer.Value,
        _ => Other(service, writes: true),
    };

    /// <summary>The client that reads of a service go through; it repeats what fails.</summary>
    public AmazonServiceClient Reader(string service) => service switch
    {
        "ec2" => (AmazonServiceClient)_ec2.Value,
        "s3" => _s3.Value,
        _ => Other(service, writes: false),
    };

    /// <summary>Tells sessions to embedded accounts apart: each has a journal of its own, which ends with it.</summary>
    public string InstanceId { get; private set; } = Guid.NewGuid().ToString("n")[..12];

    public void Dispose()
    {
        _closed = true;
        if (_ownsJournal)
        {
            Changes.JournalFile.Forget(this);
            Changes.Reverts.RevertFolder.Forget(this);
            Changes.Journals.JournalSettings.Forget(this);
        }

        foreach (var client in _others.Values.Where(c => c.IsValueCreated))
        {
            client.Value.Dispose();
        }

        foreach (var client in new[] { _ec2, _ec2Writer }.Where(c => c.IsValueCreated))
        {
            client.Value.Dispose();
        }

        foreach (var client in new[] { _s3, _s3Writer }.Where(c => c.IsValueCreated))
        {
            client.Value.Dispose();
        }

        if (_dataKeys.IsValueCreated)
        {
            _dataKeys.Value.Dispose();
        }

        if (_sts.IsValueCreated)
        {
            _sts.Value.Dispose();
        }

        foreach (var session in _elsewhere.Values)
        {
            session.Dispose();
        }
    }

    private AmazonServiceClient Other(string service, bool writes) => _others.GetOrAdd(
        (service, writes), key => new(() => OtherClient(key.Service, key.Writes ? 0 : Settings.MaxReadRetries))).Value;

    private AmazonServiceClient OtherClient(string service, int maxRetries)
    {
        var credentials = Credentials;
        return service switch
        {
            "dynamodb" => new AmazonDynamoDBClient(credentials, Configure(new AmazonDynamoDBConfig(), maxRetries)),
            "elbv2" => new AmazonElasticLoadBalancingV2Client(credentials, Configure(new AmazonElasticLoadBalancingV2Config(), maxRetries)),
            "iam" => new AmazonIdentityManagementServiceClient(credentials, Configure(new AmazonIdentityManagementServiceConfig(), maxRetries)),
            "kms" => new AmazonKeyManagementServiceClient(credentials, Configure(new AmazonKeyManagementServiceConfig(), maxRetries)),
            "logs" => new AmazonCloudWatchLogsClient(credentials, Configure(new AmazonCloudWatchLogsConfig(), maxRetries)),
            "ssm" => new AmazonSimpleSystemsManagementClient(credentials, Configure(new AmazonSimpleSystemsManagementConfig(), maxRetries)),
            _ => ServiceClients.Make(service, credentials, config => Configure(config, maxRetries)),
        };
    }

    private AmazonEC2Client Ec2Client(int maxRetries)
    {
        var config = Configure(new AmazonEC2Config(), maxRetries);
        return _credentials is null ? new AmazonEC2Client(config) : new AmazonEC2Client(_credentials, config);
    }

    private AmazonS3Client S3Client(int maxRetries)
    {
        var config = Configure(new AmazonS3Config(), maxRetries);
        // Another endpoint has no name for every bucket.
        config.ForcePathStyle = _transport.EndpointOf(config) is not null;
        return _credentials is null ? new AmazonS3Client(config) : new AmazonS3Client(_credentials, config);
    }

    private AmazonSecurityTokenServiceClient StsClient()
    {
        var config = Configure(new AmazonSecurityTokenServiceConfig(), Settings.MaxReadRetries);
        return _credentials is null
            ? new AmazonSecurityTokenServiceClient(config)
            : new AmazonSecurityTokenServiceClient(_credentials, config);
    }

    /// <summary>The clock that the account's own times are measured with: an embedded account's, else this machine's.</summary>
    public TimeProvider AccountClock => Sandbox?.Clock ?? Settings.Time;

    private TConfig Configure<TConfig>(TConfig config, int maxRetries)
        where TConfig : ClientConfig => _transport.Configure(config, maxRetries);
}

/// <summary>What another process needs to reach the same account; never a credential.</summary>
/// <param name="ProfileName">A profile of the shared files; null for the SDK's default chain.</param>
/// <param name="HasOwnKeys">True when the session was given an access key, which is nowhere else.</param>
internal sealed record SessionAccess(string? ProfileName, bool HasOwnKeys)
{
    /// <summary>A role that was assumed by hand: its credentials are in this process alone.</summary>
    public static SessionAccess OfRole { get; } = new(null, HasOwnKeys: true) { IsRole = true };

    /// <summary>True when the key is that of a role.</summary>
    public bool IsRole { get; private init; }
}
