using Amazon.Runtime;
using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Core.Changes.Reverts;

/// <summary>What a command does so that its changes are taken back unless they are confirmed in time.</summary>
internal sealed class TimedRevert
{
    private readonly HardeningSession _session;
    private readonly string _accountId;
    private readonly TimeSpan _after;
    private readonly IOperationHost _host;
    private bool _begun;

    private TimedRevert(HardeningSession session, string accountId, TimeSpan after, IOperationHost host) =>
        (_session, _accountId, _after, _host) = (session, accountId, after, host);

    /// <summary>Looks whether the changes could be taken back later without this shell.</summary>
    /// <param name="session">The session.</param>
    /// <param name="accountId">Its account.</param>
    /// <param name="after">How long after the first change; null for no revert.</param>
    /// <param name="host">Told when the changes will be taken back.</param>
    /// <returns>The revert, or null; and why the command must be refused, or null.</returns>
    public static async Task<(TimedRevert? Revert, OperationError? Refusal)> PrepareAsync(
        HardeningSession session, string accountId, TimeSpan? after, IOperationHost host)
    {
        if (after is not { } time)
        {
            return (null, null);
        }

        return await RefusalAsync(session, time) is { } refusal
            ? (null, refusal) : (new TimedRevert(session, accountId, time, host), null);
    }

    /// <summary>Writes the revert down and sees to it that somebody waits for it. Before the first change only.</summary>
    /// <param name="setId">The set of changes.</param>
    /// <returns>Why the change must not be made, or null.</returns>
    public OperationError? Begin(string setId)
    {
        if (_begun)
        {
            return null;
        }

        var aws = AwsSession.Of(_session);
        var folder = RevertFolder.Of(aws);
        var now = aws.Settings.Time.GetUtcNow();
        var entry = new RevertEntry
        {
            Id = setId,
            AccountId = _accountId,
            Region = aws.Region,
            CreatedAt = now,
            DueAt = now + _after,
            ProfileName = aws.Access.ProfileName,
            EndpointUrl = _session.EndpointUrl,
        };
        try
        {
            folder.Write(entry);
            var reach = aws.Settings.RevertScheduler.Start(_session, entry, folder);
            if (reach != entry.Reach)
            {
                folder.Write(entry with { Reach = reach });
            }

            Say(entry, reach, aws.Sandbox is not null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return RevertErrors.NotWritable(folder.Path, e);
        }

        _begun = true;
        return null;
    }

    private void Say(RevertEntry entry, RevertReach reach, bool isSandbox) => _host.WriteWarning(
        $"The changes are taken back at {RevertErrors.Time(entry.DueAt)}, unless you keep them: Confirm-HardeningChange -Id {entry.Id}. "
        + (reach == RevertReach.Detached
            ? "A process of its own waits for that; you may close this shell."
            : isSandbox
                ? "This does not survive the closing of the shell or of the session: the embedded account ends with them."
                : "This does not survive the closing of the shell, because no pwsh could be started to wait: whoever uses the module next is told, and the revert is made then."));

    private static async Task<OperationError?> RefusalAsync(HardeningSession session, TimeSpan after)
    {
        var aws = AwsSession.Of(session);
        if (aws.Sandbox is not null)
        {
            return null;
        }

        if (aws.Access.IsRole)
        {
            return RevertErrors.NotPossible(
                "this session is of a role that was assumed here, and a pending revert holds the name of a profile, never credentials",
                "Put the role into a profile (role_arn and source_profile) and connect with its -ProfileName, or pass that to Invoke-AssumeRole alone.");
        }

        if (aws.Access.HasOwnKeys)
        {
            return RevertErrors.NotPossible(
                "this session has an access key of its own (-Credential), and a pending revert never holds credentials",
                "Connect with -ProfileName, or with the SDK's default credential chain.");
        }

        if (session.EndpointUrl is { } url && new Uri(url) is { } endpoint && (endpoint.UserInfo.Length > 0 || endpoint.Query.Length > 0))
        {
            return RevertErrors.NotPossible(
                "the endpoint's URL has a user name, a password or a query in it, and a pending revert never holds a secret",
                "Connect to the endpoint by a plain URL.");
        }

        try
        {
            return await CredentialLifetime.WhyTooShortAsync(aws.Credentials, aws.Settings.Time.GetUtcNow() + after) is { } why
                ? RevertErrors.NotPossible(why, "Choose a shorter -RevertAfter, or a profile whose credentials last or renew themselves.")
                : null;
        }
        catch (Exception e) when (e is AmazonClientException or AmazonServiceException)
        {
            return AwsErrors.Describe(e, "looking how long the credentials last", "sts:GetCallerIdentity", session);
        }
    }
}
