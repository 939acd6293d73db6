using System.Text.Json.Nodes;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Identity.Users;

/// <summary>
/// The root user, of which AWS tells others only through the account's summary and the credential report (IAM User Guide: Generate
/// credential reports for your AWS account). The report may be four hours old.
/// </summary>
internal sealed class RootUserReader(IdentityReads reads, CallerIdentity account, DateTimeOffset now, int inactiveDays)
{
    public async Task<IamUserStatus> ReadAsync(CancellationToken cancellationToken)
    {
        var summary = await reads.AskAsync("iam", "GetAccountSummary", [], IamUserOperation.Root);
        var report = await ReportAsync(cancellationToken);
        var mfa = summary.IsKnown ? Flag(summary.Value["SummaryMap"], "AccountMFAEnabled") : Is(report, "mfa_active");
        // Without the report nothing is known of the password's last use either: no keys is then not enough to call it idle.
        var keys = report is not null && summary.IsKnown && Flag(summary.Value["SummaryMap"], "AccountAccessKeysPresent") == false ? [] : Keys(report);
        // An organization may have taken the root user's password away.
        var password = (summary.IsKnown ? Flag(summary.Value["SummaryMap"], "AccountPasswordPresent") : null) ?? (report is null ? null : true);
        var means = new SignInUse
        {
            Password = password,
            PasswordLastUsed = Time(report, "password_last_used"),
            Keys = keys,
            Made = [Time(report, "user_creation_time")],
        };
        return new IamUserStatus
        {
            UserName = IamUserOperation.Root,
            Arn = $"arn:{account.Partition}:iam::{account.AccountId}:root",
            IsRoot = true,
            CreatedAt = Time(report, "user_creation_time"),
            Activity = means.Activity(now, inactiveDays),
            ConsoleOnly = password switch { null => null, false => false, true => means.HasActiveKey is { } has ? !has : null },
            ConsolePassword = means.Password,
            PasswordLastUsed = means.PasswordLastUsed,
            Mfa = mfa,
            MfaDevices = mfa switch { null => null, false => [], true => await DevicesAsync() },
            MissingMfa = mfa is { } on ? !on : null,
            AccessKeys = keys,
            OldestKeyAgeDays = keys?.Where(key => key.Active == true).Max(key => key.AgeDays),
            LastUsed = means.LastUsed,
            Groups = [],
            DirectPolicies = [],
            GroupPolicies = [],
            Unread = reads.UnreadOf(IamUserOperation.Root),
            AccountId = account.AccountId,
        };
    }

    private async Task<IamMfaDevice[]?> DevicesAsync()
    {
        var devices = await reads.ListAsync(
            "ListVirtualMFADevices", "VirtualMFADevices", new() { ["AssignmentStatus"] = "Assigned" }, IamUserOperation.Root);
        if (!devices.IsKnown)
        {
            return null;
        }

        IamMfaDevice[] own = [.. devices.Value.Where(device => ((string?)device["User"]?["Arn"])?.EndsWith(":root", StringComparison.Ordinal) == true)
            .Select(device => new IamMfaDevice((string)device["SerialNumber"]!, "Virtual", IdentityReads.Time(device["EnableDate"])))];
        // A device that is not virtual is a key or a token.
        return own.Length > 0 ? own : [new IamMfaDevice(null, "Hardware", null)];
    }

    private async Task<JsonObject?> ReportAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await CredentialReport.ReadAsync(reads.Session, cancellationToken)).FirstOrDefault(line => (string?)line["user"] == IamUserOperation.Root);
        }
        catch (UnreadFactException e)
        {
            reads.Note(e, IamUserOperation.Root);
            return null;
        }
    }

    private IamAccessKeyStatus[]? Keys(JsonObject? report) => report is null ? null :
    [
        .. new[] { "access_key_1", "access_key_2" }.Where(key => Is(report, $"{key}_active") == true || Time(report, $"{key}_last_rotated") is not null)
            .Select(key => new IamAccessKeyStatus
            {
                Active = Is(report, $"{key}_active"),
                CreatedAt = Time(report, $"{key}_last_rotated"),
                AgeDays = Time(report, $"{key}_last_rotated") is { } at ? (int)(now - at).TotalDays : null,
                LastUseKnown = true,
                LastUsed = Time(report, $"{key}_last_used_date"),
                LastUsedService = Text(report, $"{key}_last_used_service"),
                LastUsedRegion = Text(report, $"{key}_last_used_region"),
            }),
    ];

    private static bool? Flag(JsonNode? map, string name) => map?[name] is { } value ? (int)value != 0 : null;

    private static bool? Is(JsonObject? report, string column) => Text(report, column) is { } text ? text == "true" : null;

    private static string? Text(JsonObject? report, string column) => (string?)report?[column];

    private static DateTimeOffset? Time(JsonObject? report, string column) => IdentityReads.Time(report?[column]);
}
