using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Iam;

/// <summary>
/// The credential report: made at most every four hours (IAM User Guide: Generate credential reports for your AWS account). AWS does not say
/// how it writes a name with a comma; this is what its media type means by it (RFC 4180).
/// </summary>
internal sealed class CredentialReport(IamState state)
{
    private const string None = "N/A";
    private const string RootName = "<root_account>";
    private const string Unsupported = "not_supported";

    private static readonly TimeSpan s_kept = TimeSpan.FromHours(4);

    private static readonly string[] s_columns =
    [
        "user", "arn", "user_creation_time", "password_enabled", "password_last_used", "password_last_changed", "password_next_rotation",
        "mfa_active", "access_key_1_active", "access_key_1_last_rotated", "access_key_1_last_used_date", "access_key_1_last_used_region",
        "access_key_1_last_used_service", "access_key_2_active", "access_key_2_last_rotated", "access_key_2_last_used_date",
        "access_key_2_last_used_region", "access_key_2_last_used_service", "cert_1_active", "cert_1_last_rotated", "cert_2_active",
        "cert_2_last_rotated",
    ];

    private (string Text, DateTimeOffset Asked)? _report;

    public void Register(OperationSet set)
    {
        set.Add("GenerateCredentialReport", _ =>
        {
            if (_report is { } kept && state.Now - kept.Asked < s_kept)
            {
                return Json.Of(("State", IsUnderWay(kept.Asked) ? "INPROGRESS" : "COMPLETE"));
            }

            _report = (Write(), state.Now);
            return Json.Of(("State", "STARTED"), ("Description", "No report exists. Starting a new report generation task"));
        });
        set.Add("GetCredentialReport", _ => _report is not { } report
            ? throw new AwsErrorException("ReportNotPresent", "Report not present.", 410)
            : state.Now - report.Asked >= s_kept ? throw new AwsErrorException("ReportExpired", "Report has expired.", 410)
            : IsUnderWay(report.Asked) ? throw new AwsErrorException("ReportInProgress", "Report is being generated.", 404)
            : Json.Of(
                ("Content", Convert.ToBase64String(Encoding.UTF8.GetBytes(report.Text))), ("ReportFormat", "text/csv"),
                ("GeneratedTime", Json.Time(report.Asked))));
    }

    private bool IsUnderWay(DateTimeOffset asked) => state.Now - asked < state.ReportDelay;

    private string Write() => string.Join('\n', state.Owners.Select(owner => string.Join(',', Row(owner).Select(Field))).Prepend(string.Join(',', s_columns)));

    private static string Field(string text) => text.AsSpan().IndexOfAny(',', '"') < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private IEnumerable<string> Row(SignInOwner owner)
    {
        var (means, isRoot) = (owner.Means, owner.UserName is null);
        var changed = means.Login?.Changed;
        return
        [
            owner.UserName ?? RootName, owner.Arn, Time(isRoot ? state.Created : state.User(owner.UserName!).Created),
            isRoot ? Unsupported : Flag(means.Login is not null),
            means.PasswordLastUsed is { } used ? Time(used) : isRoot || means.Login is not null ? "no_information" : None,
            isRoot ? Unsupported : changed is { } at ? Time(at) : None,
            isRoot ? Unsupported : changed is { } since && state.PasswordPolicy.MaxAge is { } days ? Time(since.AddDays(days)) : None,
            Flag(means.Devices.Count > 0), .. Key(means.Keys.ElementAtOrDefault(0)), .. Key(means.Keys.ElementAtOrDefault(1)),
            Flag(false), None, Flag(false), None,
        ];
    }

    private static IEnumerable<string> Key(AccessKey? key) =>
    [
        Flag(key?.Status == AccessKey.Active), key is null ? None : Time(key.Created), key?.LastUsed is { } used ? Time(used.Time) : None,
        key?.LastUsed?.Region ?? None, key?.LastUsed?.Service ?? None,
    ];

    private static string Flag(bool value) => value ? "true" : "false";

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", CultureInfo.InvariantCulture);
}
