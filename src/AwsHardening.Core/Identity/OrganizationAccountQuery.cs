namespace AwsHardening.Core.Identity;

/// <summary>Which accounts of the organization are meant. What is not said, is all.</summary>
public sealed record OrganizationAccountQuery
{
    /// <summary>Accounts: 12-digit ids, or names with wildcards.</summary>
    public IReadOnlyList<string> Account { get; init; } = [];

    /// <summary>Organizational units, with those below them: ids, names or paths from the root; wildcards allowed.</summary>
    public IReadOnlyList<string> OrganizationalUnit { get; init; } = [];

    /// <summary>Tags that an account must all have: name to value; wildcards allowed in values.</summary>
    public IReadOnlyDictionary<string, string> Tag { get; init; } = new Dictionary<string, string>();

    /// <summary>Statuses, such as <c>ACTIVE</c>.</summary>
    public IReadOnlyList<string> Status { get; init; } = [];
}
