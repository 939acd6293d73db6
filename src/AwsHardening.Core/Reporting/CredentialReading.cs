using System.Text;
using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Audit;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Reporting;

/// <summary>IAM's credential report, which may be four hours old (IAM User Guide: Generate credential reports for your AWS account).</summary>
internal static class CredentialReading
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);

    // What stands in a column where there is nothing.
    private static readonly string[] s_nothing = ["N/A", "no_information", "not_supported"];

    /// <summary>A line a user, root's among them; what the report has nothing for is absent.</summary>
    /// <exception cref="UnreadFactException">There is no report to be had.</exception>
    public static async Task<IReadOnlyList<JsonObject>> ReadAsync(AwsSession session, string accountId, CancellationToken cancellationToken)
    {
        while (true)
        {
            await AuditReads.ReadAsync(session, "iam", "GenerateCredentialReport", [], cancellationToken);
            try
            {
                var answer = await AuditReads.ReadAsync(session, "iam", "GetCredentialReport", [], cancellationToken);
                return Lines(Encoding.UTF8.GetString(Convert.FromBase64String((string)answer["Content"]!)));
            }
            catch (UnreadFactException e) when (AwsErrors.Code(e) is "ReportInProgress" or "ReportNotPresent" or "ReportExpired" or "CredentialReportNotReadyException")
            {
                await Task.Delay(s_pause, session.AccountClock, cancellationToken);
            }
        }
    }

    private static JsonObject[] Lines(string csv)
    {
        var lines = csv.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',')).ToArray();
        return [.. lines.Skip(1).Select(line => new JsonObject(lines[0].Zip(line).Where(pair => !s_nothing.Contains(pair.Second))
            .Select(pair => KeyValuePair.Create(pair.First, (JsonNode?)pair.Second))))];
    }
}
