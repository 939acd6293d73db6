using System.Globalization;
using System.Text.Json.Nodes;

namespace AwsHardening.Core.Audit.Alarms;

/// <summary>
/// Findings of GuardDuty as EventBridge brings them (GuardDuty User Guide: Processing GuardDuty findings with Amazon EventBridge).
/// </summary>
internal static class FindingEvent
{
    private const string Source = "aws.guardduty";
    private const string DetailType = "GuardDuty Finding";

    /// <summary>The most severe that there is.</summary>
    public const double Worst = 10;

    /// <summary>The pattern of findings from a severity on.</summary>
    public static string Pattern(double severity) => new JsonObject
    {
        ["source"] = new JsonArray(Source),
        ["detail-type"] = new JsonArray(DetailType),
        ["detail"] = new JsonObject { ["severity"] = new JsonArray(new JsonObject { ["numeric"] = new JsonArray(">=", severity) }) },
    }.ToJsonString(Identity.Policies.PolicyText.Readable);

    /// <summary>True where a pattern can be about findings at all.</summary>
    public static bool MayBeAbout(string? pattern) => pattern?.Contains(Source, StringComparison.Ordinal) == true;

    /// <summary>A finding of a severity, as an event.</summary>
    public static string Sample(double severity, string accountId, string region) => new JsonObject
    {
        ["version"] = "0",
        ["id"] = "c8c4daa7-a20c-2f03-0070-b7393dd542ad",
        ["detail-type"] = DetailType,
        ["source"] = Source,
        ["account"] = accountId,
        ["time"] = "2026-11-22T12:00:00Z",
        ["region"] = region,
        ["resources"] = new JsonArray(),
        ["detail"] = new JsonObject
        {
            ["schemaVersion"] = "2.0",
            ["accountId"] = accountId,
            ["region"] = region,
            ["id"] = "16afba5c5c43e07c9e3e5e2e544e95df",
            ["type"] = "UnauthorizedAccess:EC2/SSHBruteForce",
            ["severity"] = severity,
            ["title"] = $"A finding of severity {severity.ToString(CultureInfo.InvariantCulture)}.",
        },
    }.ToJsonString();
}
