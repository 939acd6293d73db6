namespace AwsHardening;

/// <summary>An account of the organization.</summary>
/// <param name="AccountId">The 12-digit account id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Status"><c>ACTIVE</c>, <c>SUSPENDED</c>, <c>PENDING_CLOSURE</c> or what AWS adds.</param>
/// <param name="Email">The address of its root user.</param>
/// <param name="Arn">Its ARN.</param>
/// <param name="JoinedMethod"><c>CREATED</c> or <c>INVITED</c>.</param>
/// <param name="JoinedAt">When it joined, UTC.</param>
public sealed record OrganizationAccount(
    string AccountId, string Name, string Status, string Email, string Arn, string JoinedMethod, DateTimeOffset? JoinedAt)
{
    /// <summary>Where it is, such as <c>Root/Workloads/Production</c>; null where no organizational unit was asked for.</summary>
    public string? OrganizationalUnit { get; init; }

    /// <summary>Its tags; null where none was asked for.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
