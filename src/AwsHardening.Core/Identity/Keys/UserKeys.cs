using Amazon.IdentityManagement.Model;
using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Identity.Keys;

/// <summary>An access key of a user, as IAM lists it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="IsActive">False where it was deactivated.</param>
/// <param name="CreatedAt">When AWS made it, UTC; null where it does not say.</param>
internal sealed record UserKey(string Id, bool IsActive, DateTimeOffset? CreatedAt)
{
    public const string Active = "Active";
    public const string Inactive = "Inactive";

    public string Status => IsActive ? Active : Inactive;
}

/// <summary>Reads the access keys of a user.</summary>
internal static class UserKeys
{
    /// <summary>How many a user can have (IAM and AWS STS quotas).</summary>
    public const int Quota = 2;

    /// <exception cref="UnreadFactException">They could not be read.</exception>
    public static Task<IReadOnlyList<UserKey>> ReadAsync(AwsSession session, string userName, CancellationToken cancellationToken) =>
        UnreadAsync<IReadOnlyList<UserKey>>($"the access keys of user {userName}", "iam:ListAccessKeys", async () =>
        {
            List<UserKey> keys = [];
            string? marker = null;
            do
            {
                var page = await session.Iam.ListAccessKeysAsync(new ListAccessKeysRequest { UserName = userName, Marker = marker }, cancellationToken);
                keys.AddRange((page.AccessKeyMetadata ?? []).Select(key => new UserKey(
                    key.AccessKeyId, key.Status?.Value == UserKey.Active,
                    key.CreateDate is { } made ? new DateTimeOffset(made.ToUniversalTime()) : null)));
                marker = page.IsTruncated == true ? page.Marker : null;
            }
            while (marker is not null);
            return keys;
        }, cancellationToken);

    /// <summary>True where a key has ever signed a call. One whose secret nobody received has not.</summary>
    /// <exception cref="UnreadFactException">It could not be read.</exception>
    public static async Task<bool> WasUsedAsync(AwsSession session, string keyId, CancellationToken cancellationToken) =>
        await LastUsedAsync(session, keyId, cancellationToken) is not null;

    /// <summary>When a key last signed a call, UTC; null where it never did.</summary>
    /// <exception cref="UnreadFactException">It could not be read.</exception>
    public static Task<DateTimeOffset?> LastUsedAsync(AwsSession session, string keyId, CancellationToken cancellationToken) =>
        UnreadAsync<DateTimeOffset?>($"when {keyId} was last used", "iam:GetAccessKeyLastUsed", async () =>
        {
            var answer = await session.Iam.GetAccessKeyLastUsedAsync(new GetAccessKeyLastUsedRequest { AccessKeyId = keyId }, cancellationToken);
            // What was never used has no date, and N/A for a service.
            return answer.AccessKeyLastUsed is { LastUsedDate: { } used, ServiceName: not "N/A" } ? new DateTimeOffset(used.ToUniversalTime()) : null;
        }, cancellationToken);

    private static async Task<T> UnreadAsync<T>(string what, string iamAction, Func<Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await read();
        }
        catch (Exception e) when (AwsErrors.IsFailedCall(e, cancellationToken))
        {
            throw new UnreadFactException(e) { What = what, IamAction = iamAction };
        }
    }
}
