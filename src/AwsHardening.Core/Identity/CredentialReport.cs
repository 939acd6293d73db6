using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AwsHardening.Core.Account;
using AwsHardening.Core.Audit;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Identity;

/// <summary>IAM's credential report, which may be four hours old (IAM User Guide: Generate credential reports for your AWS account).</summary>
internal static partial class CredentialReport
{
    /// <summary>The name of the root user's line.</summary>
    public const string Root = "<root_account>";

    private const string What = "the credential report";
    private const string Get = "iam:GetCredentialReport";

    // What stands in a column where there is nothing.
    private static readonly string[] s_nothing = ["N/A", "no_information", "not_supported"];

    /// <summary>A line a user, root's among them; what the report has nothing for is absent.</summary>
    /// <exception cref="UnreadFactException">There is no report to be had.</exception>
    public static async Task<IReadOnlyList<JsonObject>> ReadAsync(AwsSession session, CancellationToken cancellationToken)
    {
        for (var wait = new ReportWait(session, What, Get); ; await wait.PauseAsync(cancellationToken))
        {
            // A report that expired is made anew; one that is under way or there is not.
            await AuditReads.ReadAsync(session, "iam", "GenerateCredentialReport", [], cancellationToken);
            try
            {
                var answer = await AuditReads.ReadAsync(session, "iam", "GetCredentialReport", [], cancellationToken);
                return Lines(Encoding.UTF8.GetString(Convert.FromBase64String((string)answer["Content"]!)));
            }
            catch (UnreadFactException e) when (AwsErrors.Code(e) is "ReportInProgress" or "ReportNotPresent" or "ReportExpired")
            {
            }
        }
    }

    /// <summary>The lines of a report in CSV.</summary>
    /// <exception cref="UnreadFactException">A line has not the fields that the head names.</exception>
    public static IReadOnlyList<JsonObject> Lines(string csv)
    {
        string[][] rows = [.. csv.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Fields)];
        return [.. rows.Skip(1).Select(row => new JsonObject(rows[0].Zip(Whole(row, rows[0].Length)).Where(pair => !s_nothing.Contains(pair.Second))
            .Select(pair => KeyValuePair.Create(pair.First, (JsonNode?)pair.Second))))];
    }

    // RFC 4180, but for quotes inside a field that does not begin with one: an ARN's path may have them.
    private static string[] Fields(string line) =>
        [.. Field().Matches(line).Select(field => field.Groups["quoted"] is { Success: true } quoted ? quoted.Value.Replace("\"\"", "\"") : field.Groups["bare"].Value)];

    // User names and the paths of their ARNs may hold commas, and AWS promises no quotes. The columns after these two hold none, and
    // the colon of an ARN is in no name.
    private static string[] Whole(string[] row, int columns)
    {
        var named = row.Length - columns + 2;
        var both = string.Join(',', row.Take(named));
        return row.Length == columns ? row
            : row.Length > columns && both.IndexOf(",arn:", StringComparison.Ordinal) is > 0 and var comma ? [both[..comma], both[(comma + 1)..], .. row.Skip(named)]
            : throw new UnreadFactException(new InvalidDataException($"The line of {row[0]} has {row.Length} fields, and the head {columns}."))
                { What = What, IamAction = Get };
    }

    [GeneratedRegex("""(?<=^|,)("(?<quoted>([^"]|"")*)"|(?<bare>[^,]*))(?=,|$)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Field();
}
