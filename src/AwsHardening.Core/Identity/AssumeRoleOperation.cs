using System.Runtime.CompilerServices;
using Amazon;
using Amazon.Runtime;
using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;

namespace AwsHardening.Core.Identity;

/// <summary>Assumes roles.</summary>
public static class AssumeRoleOperation
{
    private static readonly TimeSpan s_chainLimit = TimeSpan.FromHours(1);

    /// <summary>Assumes a role (AWS STS AssumeRole), and opens a session of it in each Region. The credentials are renewed before they expire.</summary>
    /// <param name="source">What it is assumed with.</param>
    /// <param name="options">The role.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="OperationException">AWS refused, or could not be reached; no Region; a role that is none.</exception>
    public static async IAsyncEnumerable<HardeningSession> AssumeAsync(
        RoleSource source, AssumeRoleOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        var session = source.Session;
        var aws = AwsSession.Of(session);
        var (credentials, access) = await CredentialsAsync(source, options, cancellationToken);
        var accountId = RoleNames.Account(credentials.Request.RoleArn);
        await FirstAsync(credentials, session, cancellationToken);
        var rate = options.RequestsPerSecond ?? session.RequestsPerSecond;
        if (await OwnerAsync(session, rate, cancellationToken) is { } owner)
        {
            aws.Budget.BelongsTo(owner);
        }

        foreach (var region in options.Regions.Count == 0 ? [session.Region] : options.Regions)
        {
            var endpoint = SessionOperation.RegionNamed(region);
            var opened = aws.WithRole(credentials, accountId, endpoint, access, rate);
            yield return new HardeningSession(opened)
            {
                AccountId = accountId,
                Partition = endpoint.PartitionName,
                Region = endpoint.SystemName,
                CredentialSource = $"role {credentials.Request.RoleArn[(credentials.Request.RoleArn.IndexOf("role/", StringComparison.Ordinal) + 5)..]}",
                RoleArn = credentials.Request.RoleArn,
                RoleSessionName = credentials.Request.SessionName,
                ExpirationSource = () => credentials.ExpiresAt,
                ThrottleLimit = options.ThrottleLimit,
                RequestsPerSecond = rate,
                EndpointUrl = session.EndpointUrl,
                Sandbox = session.Sandbox,
                Outputs = opened.Sandbox?.Outputs ?? session.Outputs,
                SandboxCallSource = SessionOperation.CallsOf(opened.Sandbox),
            };
        }
    }

    private static async Task<(RoleCredentials Credentials, SessionAccess Access)> CredentialsAsync(
        RoleSource source, AssumeRoleOptions options, CancellationToken cancellationToken)
    {
        var aws = AwsSession.Of(source.Session);
        if (options is { RoleArn: null, RoleName: null })
        {
            // The profile's own role, just as the profile has it, can be found again by its name.
            return aws.Credentials is not RoleCredentials own
                ? throw AssumeRoleErrors.ProfileWithoutRole(aws.Access.ProfileName ?? source.Session.CredentialSource)
                : options is { SessionName: null, Duration: null, ExternalId: null, SessionPolicy: null, SessionPolicyArns.Count: 0, SourceIdentity: null, Tags.Count: 0 }
                    && source.Credentials == aws.Credentials
                    ? (own, aws.Access)
                    : (new RoleCredentials(Changed(own.Request, options), SourceOf(own, source), aws.StsAs, aws.AccountClock), SessionAccess.OfRole);
        }

        var arn = options.RoleArn ?? RoleNames.Arn(
            source.Session.Partition,
            options.AccountId ?? source.Session.AccountId ?? (await CallerIdentityOperation.OnceAsync(source.Session, cancellationToken)).AccountId,
            options.RoleName!);
        _ = RoleNames.Account(arn);
        if (options.Duration > s_chainLimit && source.Credentials is not MfaCredentials
            && (source.Session.RoleArn ?? await RoleOfAsync(source.Session, cancellationToken)) is { } caller)
        {
            throw AssumeRoleErrors.ChainTooLong(arn, caller, options.Duration.Value);
        }

        var request = Changed(new RoleRequest { RoleArn = arn, SessionName = RoleNames.Session(aws.AccountClock) }, options);
        return (new RoleCredentials(request, source.Credentials, aws.StsAs, aws.AccountClock), SessionAccess.OfRole);
    }

    // An MFA device that is said goes in front of what the profile's role is assumed with, where that has none of its own.
    private static AWSCredentials SourceOf(RoleCredentials own, RoleSource source) =>
        source.Credentials is MfaCredentials mfa && own.Source is not MfaCredentials ? mfa.Of(own.Source) : own.Source;

    private static RoleRequest Changed(RoleRequest request, AssumeRoleOptions options) => request with
    {
        SessionName = options.SessionName ?? request.SessionName,
        Duration = options.Duration ?? request.Duration,
        ExternalId = options.ExternalId ?? request.ExternalId,
        SessionPolicy = options.SessionPolicy,
        SessionPolicyArns = options.SessionPolicyArns,
        Tags = options.Tags,
        SourceIdentity = options.SourceIdentity,
    };

    // Whose the source's budget is: a role of the same account shares it. Asked of AWS only where there is a budget.
    private static async Task<string?> OwnerAsync(HardeningSession session, int? rate, CancellationToken cancellationToken)
    {
        if (session.AccountId is { } known)
        {
            return known;
        }

        if (session.RoleArn is { } role)
        {
            return RoleNames.Account(role);
        }

        try
        {
            return rate is null or 0 ? null : (await CallerIdentityOperation.OnceAsync(session, cancellationToken)).AccountId;
        }
        catch (OperationException)
        {
            // The role was assumed all the same; its account has a budget of its own then.
            return null;
        }
    }

    private static async Task<string?> RoleOfAsync(HardeningSession session, CancellationToken cancellationToken) =>
        await CallerIdentityOperation.OnceAsync(session, cancellationToken) is { PrincipalType: "AssumedRole" } caller ? caller.Arn : null;

    private static async Task FirstAsync(RoleCredentials credentials, HardeningSession session, CancellationToken cancellationToken)
    {
        try
        {
            await credentials.GetCredentialsAsync().WaitAsync(cancellationToken);
        }
        catch (Exception e) when (e is not OperationException && (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested))
        {
            throw new OperationException(AwsErrors.Describe(e, $"assuming {credentials.Request.RoleArn}", "sts:AssumeRole", session));
        }
    }
}
