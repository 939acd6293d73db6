namespace AwsHardening.Core.Identity.Users;

/// <summary>What somebody signs in with and when it was last used, as far as that could be read.</summary>
internal sealed record SignInUse
{
    /// <summary>Null where that is unknown.</summary>
    public bool? Password { get; init; }

    public DateTimeOffset? PasswordLastUsed { get; init; }

    /// <summary>Null where they are unknown.</summary>
    public IamAccessKeyStatus[]? Keys { get; init; }

    /// <summary>When the user and its password were made.</summary>
    public IReadOnlyList<DateTimeOffset?> Made { get; init; } = [];

    public bool? HasActiveKey => Keys is null ? null
        : Keys.Any(key => key.Active == true) ? true : Keys.Any(key => key.Active is null) ? null : false;

    public DateTimeOffset? LastUsed => (Keys ?? []).Select(key => key.LastUsed).Append(PasswordLastUsed).Max();

    /// <summary>
    /// A use that is known is one, whatever else is not; without one, nothing is said of whom something is unknown.
    /// </summary>
    public IamUserActivity Activity(DateTimeOffset now, int inactiveDays)
    {
        bool Recent(DateTimeOffset? time) => time is { } at && (now - at).TotalDays < inactiveDays;
        if (Recent(LastUsed))
        {
            return IamUserActivity.Active;
        }

        if (Password is null || HasActiveKey is null || Keys!.Any(key => !key.LastUseKnown))
        {
            return IamUserActivity.Unknown;
        }

        if (Password == false && HasActiveKey == false)
        {
            return IamUserActivity.NoCredential;
        }

        return Made.Concat(Keys!.Where(key => key.Active == true).Select(key => key.CreatedAt)).Any(Recent)
            ? IamUserActivity.New : IamUserActivity.Inactive;
    }
}
