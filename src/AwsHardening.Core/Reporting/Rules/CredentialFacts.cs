using AwsHardening.Core.Identity;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>What the credential report says of a user.</summary>
internal static class CredentialFacts
{
    public static readonly string[] Keys = ["access_key_1", "access_key_2"];

    public static bool IsRoot(AuditResource user) => user["user"].Text == CredentialReport.Root;

    public static bool Is(AuditResource user, string column) => user[column].Text == "true";

    /// <summary>Days since a time in a column; null where there is none.</summary>
    public static int? Days(AuditResource user, string column, AuditPlace place) =>
        user[column].Time is { } time ? (int)(place.Document.CollectedAt - time).TotalDays : null;

    /// <summary>The keys that are active.</summary>
    public static IEnumerable<string> ActiveKeys(AuditResource user) => Keys.Where(key => Is(user, $"{key}_active"));

    /// <summary>Why credentials of a user cannot be put out of use and back; null where they are keys alone.</summary>
    public static string? WhyNotMadeInactive(IEnumerable<string> credentials) =>
        credentials.All(Keys.Contains) ? null : "a password that is taken away cannot be given back.";

    /// <summary>What could be used and was not for some days: counted from its making where it never was.</summary>
    public static IEnumerable<(string What, object? Since)> Unused(AuditResource user, AuditPlace place, int days)
    {
        if (Is(user, "password_enabled") && (Days(user, "password_last_used", place) ?? Days(user, "password_last_changed", place)) >= days)
        {
            yield return ("password", user["password_last_used"].Text ?? "never used");
        }

        foreach (var key in ActiveKeys(user).Where(key => (Days(user, $"{key}_last_used_date", place) ?? Days(user, $"{key}_last_rotated", place)) >= days))
        {
            yield return (key, user[$"{key}_last_used_date"].Text ?? "never used");
        }
    }
}
