using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using AwsHardening.Core.Account.Snapshots;
using AwsHardening.Core.Errors;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Snapshots;

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
            EndpointUrl = session.EndpointUrl,
            Sandbox = session.Sandbox,
            Outputs = session.Outputs,
            SandboxCallSource = session.SandboxCallSource,
        };
    }

    internal static HardeningSession Open(ConnectOptions options, SessionSettings settings) =>
        options.Sandbox is null && settings.SandboxAccount is null ? OpenAccount(options, settings) : OpenSandbox(options, settings);

    private static HardeningSession OpenAccount(ConnectOptions options, SessionSettings settings)
    {
        CheckEndpoint(options);
        var (credentials, source) = Credentials(options);
        var region = Region(options);
        return new HardeningSession(new AwsSession(credentials, region, options.EndpointUrl, sandbox: null, settings)
        {
            Access = new SessionAccess(options.ProfileName, HasOwnKeys: options.AccessKeyId is not null),
        })
        {
            Partition = region.PartitionName,
            Region = region.SystemName,
            CredentialSource = source,
            EndpointUrl = options.EndpointUrl,
        };
    }

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
        var credentials = new BasicAWSCredentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
        return new HardeningSession(new AwsSession(credentials, region, endpointUrl: null, account, settings))
        {
            AccountId = account.AccountId,
            Partition = region.PartitionName,
            Region = region.SystemName,
            CredentialSource = "sandbox",
            Sandbox = options.Sandbox ?? "account",
            Outputs = account.Outputs,
            SandboxCallSource = () => Calls(account),
        };
    }

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

    private static (AWSCredentials? Credentials, string Source) Credentials(ConnectOptions options)
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

        return new CredentialProfileStoreChain().TryGetAWSCredentials(profile, out var credentials)
            ? (credentials, profile)
            : throw ConnectErrors.UnknownProfile(profile);
    }

    private static RegionEndpoint Region(ConnectOptions options)
    {
        if (options.Region is { } name)
        {
            return Completions.RegionNames().Contains(name, StringComparer.OrdinalIgnoreCase) || LooksLikeRegion(name)
                ? RegionEndpoint.GetBySystemName(name.ToLowerInvariant())
                : throw ConnectErrors.BadRegion(name);
        }

        if (options.ProfileName is { } profile
            && new CredentialProfileStoreChain().TryGetProfile(profile, out var stored) && stored.Region is { } region)
        {
            return region;
        }

        // The SDK remembers the first Region it found; AWS_REGION or AWS_PROFILE may have been set since.
        FallbackRegionFactory.Reset();
        return FallbackRegionFactory.GetRegionEndpoint(includeInstanceMetadata: false) ?? throw ConnectErrors.NoRegion();
    }

    // A Region newer than the SDK still works; a typing error should not become an unknown host.
    private static bool LooksLikeRegion(string name) =>
        System.Text.RegularExpressions.Regex.IsMatch(name, "^[a-z]{2}(-[a-z]+)+-[0-9]$");
}
