using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using AwsHardening.Core.Audit;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Identity.Users;

/// <summary>
/// The root user, of which AWS tells others only through the account's summary and the credential report (IAM User Guide: Generate
/// credential reports for your AWS account). The report may be four hours old.
/// </summary>
internal sealed class RootUserReader(IdentityReads reads, CallerIdentity account, DateTimeOffset now, int inactiveDays)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);

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

    private async Task<IReadOnlyDictionary<string, string>?> ReportAsync(CancellationToken cancellationToken)
    {
        var started = await reads.AskAsync("iam", "GenerateCredentialReport", [], IamUserOperation.Root);
        while (started.IsKnown)
        {
            try
            {
                var answer = await AuditReads.ReadAsync(reads.Session, "iam", "GetCredentialReport", [], cancellationToken);
                return Root(Encoding.UTF8.GetString(Convert.FromBase64String((string)answer["Content"]!)));
            }
            catch (UnreadFactException e) when (AwsErrors.Code(e) is "ReportInProgress" or "ReportNotPresent" or "CredentialReportNotReadyException")
            {
                await Task.Delay(s_pause, reads.Session.AccountClock, cancellationToken);
            }
            catch (UnreadFactException e)
            {
                reads.Note(e, IamUserOperation.Root);
                return null;
            }
        }

        return null;
    }

    private static Dictionary<string, string>? Root(string csv)
    {
        var lines = csv.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',')).ToList();
        return lines.Skip(1).FirstOrDefault(line => line[0] == IamUserOperation.Root) is { } row
            ? lines[0].Zip(row).ToDictionary(pair => pair.First, pair => pair.Second) : null;
    }

    private IamAccessKeyStatus[]? Keys(IReadOnlyDictionary<string, string>? report) => report is null ? null :
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

    private static bool? Is(IReadOnlyDictionary<string, string>? report, string column) =>
        report?.GetValueOrDefault(column) is { } text ? text == "true" : null;

    private static string? Text(IReadOnlyDictionary<string, string>? report, string column) =>
        report?.GetValueOrDefault(column) is { } text and not ("N/A" or "no_information" or "not_supported") ? text : null;

    private static DateTimeOffset? Time(IReadOnlyDictionary<string, string>? report, string column) =>
        DateTimeOffset.TryParse(Text(report, column), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time : null;
}
