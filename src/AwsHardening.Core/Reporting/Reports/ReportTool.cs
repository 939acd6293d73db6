using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AwsHardening.Core.Reporting.Reports;

/// <summary>Who wrote a report, and what all formats say in the same way.</summary>
internal static class ReportTool
{
    public const string Name = "AwsHardening";

    public static string Version { get; } = typeof(ReportTool).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>ISO 8601 to the second, UTC.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>What is the same for a finding in each audit: its account, Region, rule and resource.</summary>
    public static string Key(HardeningFinding finding) => $"{finding.AccountId}/{finding.Region}/{finding.RuleId}/{finding.ResourceId}";

    /// <summary>The same as 32 hexadecimal digits.</summary>
    public static string Fingerprint(HardeningFinding finding) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Key(finding))), 0, 16);

    /// <summary>The partition, such as <c>aws</c>, as the ARN tells it, else the Region.</summary>
    public static string Partition(HardeningFinding finding) => finding.ResourceArn?.Split(':') is ["arn", { Length: > 0 } partition, ..] ? partition
        : finding.Region.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn"
        : finding.Region.StartsWith("us-gov-", StringComparison.Ordinal) ? "aws-us-gov" : "aws";

    /// <summary>The benchmark of a control: <c>CIS-7.0</c> of <c>CIS-7.0/6.7</c>.</summary>
    public static string Benchmark(string control) => control.Split('/')[0];
}
