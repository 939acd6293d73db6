using Amazon;
using Amazon.Runtime;
using AwsHardening.Core.Account.Snapshots;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Identity;
using AwsHardening.Core.Identity.Profiles;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Snapshots;
using AwsHardening.Sandbox.Sts;

namespace AwsHardening.Core.Account;

/// <summary>Opens sessions.</summary>
public static partial class SessionOperation
{
    /// <summary>Opens a session. Makes no network call unless a profile needs one.</summary>
    /// <param name="options">How to connect.</param>
    /// <exception cref="OperationException">No Region, unknown profile, unknown template, or credentials that do not fit together.</exception>
    public static HardeningSession Open(ConnectOptions options) => Open(options, new SessionSettings());

    /// <summary>The same account, reached in the same way, in another Region.</summary>
    /// <param name="session">The session.</param>
    /// <param name="region">The Region.</param>
    /// <exception cref="OperationException">Not a Region name.</exception>
    public static HardeningSession InRegion(HardeningSession session, string region)
    {
        var endpoint = Region(new ConnectOptions { Region = region });
        if (AwsSession.Of(session).Sandbox is { } account)
        {
            CheckRegion(account, endpoint.SystemName);
        }

        return new HardeningSession(AwsSession.Of(session).InRegion(endpoint))
        {
            AccountId = session.AccountId,
            Partition = endpoint.PartitionName,
            Region = endpoint.SystemName,
            CredentialSource = session.CredentialSource,
            RoleArn = session.RoleArn,
            RoleSessionName = session.RoleSessionName,
            ExpirationSource = session.ExpirationSource,
            ThrottleLimit = session.ThrottleLimit,
            RequestsPerSecond = session.RequestsPerSecond,
            EndpointUrl = session.EndpointUrl,
            Sandbox = session.Sandbox,
            Outputs = session.Outputs,
            SandboxCallSource = session.SandboxCallSource,
            SandboxMail = session.SandboxMail,
        };
    }

    internal static HardeningSession Open(ConnectOptions options, SessionSettings settings) =>
        options.Sandbox is null && settings.SandboxAccount is null ? OpenAccount(options, settings) : OpenSandbox(options, settings);

    private static HardeningSession OpenAccount(ConnectOptions options, SessionSettings settings)
    {
        CheckEndpoint(options);
        var region = Region(options);
        var transport = new SessionTransport(region, options.EndpointUrl, options.ProfileName, Sandbox: null, Budget(options.RequestsPerSecond, settings.Time));
        var (credentials, source) = Credentials(options, transport, settings);
        var role = credentials as RoleCredentials;
        return new HardeningSession(new AwsSession(credentials, transport, settings)
        {
            Access = new SessionAccess(options.ProfileName, HasOwnKeys: options.AccessKeyId is not null),
        })
        {
            Partition = region.PartitionName,
            Region = region.SystemName,
            CredentialSource = source,
            EndpointUrl = options.EndpointUrl,
            RequestsPerSecond = options.RequestsPerSecond,
            RoleArn = role?.Request.RoleArn,
            RoleSessionName = role?.Request.SessionName,
            ExpirationSource = role is null ? null : () => role.ExpiresAt,
        };
    }

    internal static RequestBudget Budget(int? requestsPerSecond, TimeProvider clock) => new(clock, requestsPerSecond);

    /// <summary>Keeps a session that is one of many to a budget, where none was said.</summary>
    /// <param name="session">The session.</param>
    /// <returns>Ends it; null where there is nothing to keep to.</returns>
    public static IDisposable? HoldToBudget(HardeningSession session) => AwsSession.Of(session).HoldToBudget();

    private static void CheckEndpoint(ConnectOptions options)
    {
        if (options.EndpointUrl is { } url && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
        {
            throw ConnectErrors.BadEndpoint(url);
        }
    }

    private static HardeningSession OpenSandbox(ConnectOptions options, SessionSettings settings)
    {
        var account = settings.SandboxAccount ?? SandboxAccountOf(options);
        CheckRegion(account, options.Region);
        var region = RegionEndpoint.GetBySystemName(options.Region ?? account.Region);
        var credentials = new BasicAWSCredentials(PrincipalStore.OwnerKeyId, PrincipalStore.OwnerSecret);
        var budget = Budget(options.RequestsPerSecond, account.Clock);
        return new HardeningSession(new AwsSession(credentials, new SessionTransport(region, null, null, account, budget), settings))
        {
            AccountId = account.AccountId,
            Partition = region.PartitionName,
            Region = region.SystemName,
            CredentialSource = "sandbox",
            RequestsPerSecond = budget.PerSecond,
            Sandbox = options.Sandbox ?? "account",
            Outputs = account.Outputs,
            SandboxCallSource = CallsOf(account),
            SandboxMail = new AccountMail(account),
        };
    }

    /// <summary>How an embedded account tells the calls that reached it; null for a real one.</summary>
    internal static Func<IReadOnlyList<SandboxCallRecord>>? CallsOf(SandboxAccount? account) => account is null ? null : () => Calls(account);

    private static IReadOnlyList<SandboxCallRecord> Calls(SandboxAccount account) =>
    [
        .. account.Calls.Select(call => new SandboxCallRecord(
            call.Sequence, call.Service, call.Operation, call.Region, call.Parameters.ToJsonString(), call.ErrorCode, call.Mutating)),
    ];

    /// <summary>A template by its name, else a snapshot by its path.</summary>
    private static SandboxAccount SandboxAccountOf(ConnectOptions options)
    {
        var known = Completions.SandboxTemplates();
        if (known.FirstOrDefault(t => t.Equals(options.Sandbox, StringComparison.OrdinalIgnoreCase)) is { } name)
        {
            return SandboxAccount.FromTemplate(name);
        }

        var path = options.SandboxFile ?? throw ConnectErrors.UnknownTemplate(options.Sandbox!, known);
        try
        {
            return SandboxAccount.FromSnapshot(path);
        }
        catch (Exception e) when (e is SnapshotException or IOException or UnauthorizedAccessException)
        {
            throw SnapshotErrors.NotRead(path, e);
        }
    }

    /// <summary>A copy of one Region would show every other one as empty.</summary>
    private static void CheckRegion(SandboxAccount account, string? region)
    {
        if (region is not null && account.Snapshot is { } snapshot && !region.Equals(snapshot.Region, StringComparison.OrdinalIgnoreCase))
        {
            throw SnapshotErrors.WrongRegion(region, snapshot);
        }
    }

    private static (AWSCredentials? Credentials, string Source) Credentials(
        ConnectOptions options, SessionTransport transport, SessionSettings settings)
    {
        if (options.AccessKeyId is { } key)
        {
            var secret = options.SecretAccessKey ?? throw ConnectErrors.NoSecret(key);
            return (options.SessionToken is { } token
                ? new SessionAWSCredentials(key, secret, token)
                : new BasicAWSCredentials(key, secret), "parameters");
        }

        if (options.ProfileName is not { } profile)
        {
            return (null, "default chain");
        }

        return (new ProfileCredentials(ProfileSet.Load(), transport.Sts(settings), settings.Time).Of(profile), profile);
    }

    private static RegionEndpoint Region(ConnectOptions options)
    {
        if (options.Region is { } name)
        {
            return RegionNamed(name);
        }

        if (options.ProfileName is { } profile
            && ProfileSet.Load().Find(profile)?.GetValueOrDefault("region") is { Length: > 0 } region)
        {
            return RegionEndpoint.GetBySystemName(region);
        }

        // The SDK remembers the first Region it found; AWS_REGION or AWS_PROFILE may have been set since.
        FallbackRegionFactory.Reset();
        return FallbackRegionFactory.GetRegionEndpoint(includeInstanceMetadata: false) ?? throw ConnectErrors.NoRegion();
    }

    /// <summary>A Region by its name.</summary>
    /// <param name="name">The name, such as <c>us-east-1</c>.</param>
    /// <exception cref="OperationException">Not a Region name.</exception>
    internal static RegionEndpoint RegionNamed(string name) =>
        Completions.RegionNames().Contains(name, StringComparer.OrdinalIgnoreCase) || LooksLikeRegion(name)
            ? RegionEndpoint.GetBySystemName(name.ToLowerInvariant())
            : throw ConnectErrors.BadRegion(name);

    // A Region newer than the SDK still works; a typing error should not become an unknown host.
    private static bool LooksLikeRegion(string name) =>
        System.Text.RegularExpressions.Regex.IsMatch(name, "^[a-z]{2}(-[a-z]+)+-[0-9]$");
}
