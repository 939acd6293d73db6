using Amazon.Runtime;

namespace AwsHardening.Core.Identity;

/// <summary>
/// Temporary credentials that are renewed before they expire. The SDK's own base class looks at the machine's clock; this one takes
/// its clock, so that the end of a role session can be rehearsed.
/// </summary>
/// <param name="time">The clock.</param>
internal abstract class RenewedCredentials(TimeProvider time) : AWSCredentials, IDisposable
{
    private static readonly TimeSpan s_margin = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _turn = new(1);
    private Issued? _issued;

    /// <summary>When the present credentials expire, as AWS said it; null before the first.</summary>
    public DateTimeOffset? ExpiresAt => _issued?.Expiration;

    /// <inheritdoc />
    public override ImmutableCredentials GetCredentials() => GetCredentialsAsync().GetAwaiter().GetResult();

    /// <inheritdoc />
    public override async Task<ImmutableCredentials> GetCredentialsAsync()
    {
        if (_issued is { } good && time.GetUtcNow() < good.RenewAt)
        {
            return good.Credentials;
        }

        await _turn.WaitAsync();
        try
        {
            if (_issued is not { } held || time.GetUtcNow() >= held.RenewAt)
            {
                _issued = await RenewAsync();
            }

            return _issued.Credentials;
        }
        catch (Exception) when (_issued is { } last && time.GetUtcNow() < last.EndsAt)
        {
            // Early enough for another try with the next call.
            return _issued!.Credentials;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    /// <summary>Gets new ones.</summary>
    protected abstract Task<Issued> RenewAsync();

    /// <summary>What STS answered, with its end by this clock: one that goes wrong must not make every call renew.</summary>
    /// <param name="answer">The answer's credentials.</param>
    /// <param name="asked">When they were asked for.</param>
    /// <param name="duration">For how long.</param>
    protected static Issued Issue(Amazon.SecurityToken.Model.Credentials answer, DateTimeOffset asked, TimeSpan duration) => new(
        new ImmutableCredentials(answer.AccessKeyId, answer.SecretAccessKey, answer.SessionToken),
        new DateTimeOffset(answer.Expiration!.Value.ToUniversalTime(), TimeSpan.Zero), asked + duration - s_margin, asked + duration);

    /// <summary>What was issued before, and ends when AWS said.</summary>
    /// <param name="credentials">The credentials.</param>
    /// <param name="ends">Their end.</param>
    protected static Issued Issue(ImmutableCredentials credentials, DateTimeOffset ends) => new(credentials, ends, ends - s_margin, ends);

    /// <summary>Credentials with their times.</summary>
    /// <param name="Credentials">The credentials.</param>
    /// <param name="Expiration">Their end, as AWS said it.</param>
    /// <param name="RenewAt">When they are renewed, by this clock.</param>
    /// <param name="EndsAt">Their end, by this clock.</param>
    protected sealed record Issued(
        ImmutableCredentials Credentials, DateTimeOffset Expiration, DateTimeOffset RenewAt, DateTimeOffset EndsAt)
    {
        /// <inheritdoc />
        public override string ToString() => $"credentials until {Expiration:O}";
    }
}
