using System.Security;
using Amazon.Runtime;
using Amazon.SecurityToken.Model;
using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Core.Identity.Vault;

/// <summary>How to connect with a credential of a vault.</summary>
public sealed record VaultConnectOptions
{
    /// <summary>The credential's name.</summary>
    public required string Name { get; init; }

    /// <summary>The Region; null for the SDK's own choice, or that of <see cref="Through"/>.</summary>
    public string? Region { get; init; }

    /// <summary>An endpoint to use instead of AWS's own; null for that of <see cref="Through"/>.</summary>
    public string? EndpointUrl { get; init; }

    /// <summary>Requests a second, 0 for no limit; null for none, or for the budget of <see cref="Through"/>.</summary>
    public int? RequestsPerSecond { get; init; }

    /// <summary>A session whose account is meant, under this credential; null to connect anew.</summary>
    public HardeningSession? Through { get; init; }

    /// <summary>The MFA device; null for the one that is kept with the credential.</summary>
    public string? MfaSerial { get; init; }

    /// <summary>Its present code; null to be asked where one is needed.</summary>
    public SecureString? MfaToken { get; init; }

    /// <summary>Opens the same vault in a later command, so that sessions of roles with MFA are kept there too; null where it cannot be.</summary>
    public Func<CancellationToken, Task<IVaultBackend>>? Reopen { get; init; }

    /// <summary>How long a session with MFA lasts: 15 minutes to 36 hours.</summary>
    public TimeSpan SessionDuration { get; init; } = TimeSpan.FromHours(12);
}

/// <summary>Opens sessions with credentials of a vault.</summary>
public static class VaultConnect
{
    /// <summary>
    /// Opens a session. Where the credential has an MFA device, a code is asked for once, and the session that it opens (GetSessionToken) is
    /// kept in the vault until it ends.
    /// </summary>
    /// <param name="options">How.</param>
    /// <param name="vault">The vault.</param>
    /// <param name="host">Asked for the code.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="OperationException">There is no such credential, no code, or AWS refused it.</exception>
    public static async Task<HardeningSession> OpenAsync(
        VaultConnectOptions options, IVaultBackend vault, IOperationHost host, CancellationToken cancellationToken)
    {
        using var item = await vault.ReadAsync(options.Name, cancellationToken) ?? throw VaultErrors.NotFound(options.Name, vault.Place);
        var key = new VaultCredentials(options.Name, item) { Reopen = options.Reopen };
        if ((options.MfaSerial ?? VaultFacts.Of(item.Entry).MfaSerial) is not { } serial)
        {
            return SessionOperation.OpenUnder(key, options);
        }

        if (item.SessionToken is not null)
        {
            throw MfaErrors.NotPossible(options.Name);
        }

        using var bare = SessionOperation.OpenUnder(key, options);
        var aws = AwsSession.Of(bare);
        // The account says when a session ends, by its own clock.
        var time = aws.AccountClock;
        var sessions = new VaultSessions(vault, time);
        var parts = KeptMfaSessions.Parts(item.AccessKeyId, serial);
        using var open = await sessions.FindAsync(options.Name, parts, cancellationToken)
            ?? await AskAsync(aws, serial, options, sessions, parts, host, cancellationToken);
        return SessionOperation.OpenUnder(
            new VaultCredentials(options.Name, open, VaultFacts.Of(open.Entry).ExpiresAt ?? time.GetUtcNow(), time), options);
    }

    private static async Task<VaultItem> AskAsync(
        AwsSession session, string serial, VaultConnectOptions options, VaultSessions sessions, string[] parts, IOperationHost host,
        CancellationToken cancellationToken)
    {
        using var typed = options.MfaToken?.Copy() ?? await host.AskForSecretAsync($"The MFA code of {serial}", cancellationToken)
            ?? throw MfaErrors.CodeNeeded(options.Name, serial);
        try
        {
            var answer = await session.Sts.GetSessionTokenAsync(
                new GetSessionTokenRequest
                {
                    SerialNumber = serial,
                    TokenCode = MfaCode.Reveal(typed, serial),
                    DurationSeconds = (int)options.SessionDuration.TotalSeconds,
                },
                cancellationToken);
            return await sessions.KeepAsync(options.Name, parts, answer.Credentials);
        }
        catch (AmazonServiceException e) when (AwsErrors.Code(e) == "AccessDenied")
        {
            throw MfaErrors.Refused(options.Name, serial, e);
        }
        catch (Exception e) when (AwsErrors.IsFailedCall(e, cancellationToken))
        {
            throw new OperationException(AwsErrors.Describe(e, $"opening a session of credential '{options.Name}'", "sts:GetSessionToken", options.Name));
        }
    }
}
