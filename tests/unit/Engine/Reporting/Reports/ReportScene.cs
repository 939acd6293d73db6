using System.Text;
using AwsHardening.Core.Reporting.Reports;

namespace AwsHardening.UnitTests.Engine.Reporting.Reports;

/// <summary>Findings that were never audited, and reports of them.</summary>
internal static class ReportScene
{
    /// <summary>What somebody names a resource who wants a reader of its report to run it.</summary>
    public const string Hostile = "</script><img src=x onerror=alert(1)><!--|`=cmd|' /C calc'!A0`\"&amp;\u2028";

    public static readonly DateTimeOffset Time = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    public static HardeningFinding Finding(int number = 1, FindingStatus status = FindingStatus.Fail, FindingSeverity severity = FindingSeverity.High) => new()
    {
        RuleId = "ec2-instance-imdsv2",
        Title = "Instances answer metadata requests of version 2 alone.",
        Severity = severity,
        Status = status,
        Service = "ec2",
        ResourceType = "AWS::EC2::Instance",
        ResourceId = $"i-{number:x17}",
        ResourceArn = $"arn:aws:ec2:us-east-1:123456789012:instance/i-{number:x17}",
        Region = "us-east-1",
        AccountId = "123456789012",
        Reason = status == FindingStatus.Pass ? "a token is required" : "metadata is answered without a token",
        Evidence = [new("MetadataOptions.HttpTokens", "optional")],
        Compliance = ["CIS-7.0/6.7", "FSBP/EC2.8"],
        Remediation = status == FindingStatus.Pass ? null : "Set HttpTokens to required.",
        Suppression = status == FindingStatus.Suppressed ? new("Replaced in May", "Ann", new DateOnly(2026, 5, 31)) : null,
        Configuration = $$$"""{"InstanceId":"i-{{{number:x17}}}","MetadataOptions":{"HttpTokens":"optional","HttpEndpoint":"enabled"},"Tags":[{"Key":"Name","Value":"Web {{{number}}}"}]}""",
        CollectedAt = Time,
    };

    /// <summary>One of each kind, of two accounts, with texts that mean harm.</summary>
    public static IReadOnlyList<HardeningFinding> Mixed { get; } =
    [
        Finding(1, severity: FindingSeverity.Critical) with
        {
            RuleId = "ec2-security-group-admin-ports-ipv4", Title = "No security group lets the whole IPv4 internet in on SSH or RDP.", ResourceType = "AWS::EC2::SecurityGroup",
            ResourceId = "sg-1", ResourceArn = "arn:aws:ec2:us-east-1:123456789012:security-group/sg-1", Evidence = [new("sgr-1", "tcp 22-22 from 0.0.0.0/0")],
            Configuration = """{"GroupId":"sg-1","GroupName":"web","SecurityGroupRules":[{"SecurityGroupRuleId":"sgr-1","FromPort":22},{"SecurityGroupRuleId":"sgr-2","FromPort":443}]}""",
            Opens = [new("0.0.0.0/0", "i-00000000000000002", "tcp 22") { Through = "sg-1" }],
            Remediation = "Remove-AdminIngress -GroupId sg-1 -Region us-east-1", RemediationIsCommand = true,
        },
        Finding(2),
        Finding(3, FindingStatus.Pass),
        Finding(4, FindingStatus.Suppressed, FindingSeverity.Medium),
        Finding(5, FindingStatus.Unknown, FindingSeverity.Low) with
        {
            RuleId = "s3-bucket-tls", Title = "Buckets refuse what does not come over TLS.", Service = "s3", ResourceType = "AWS::Account", ResourceId = "210987654321",
            AccountId = "210987654321", ResourceArn = null, Region = "global", Configuration = null, Reason = "GetBucketPolicy was not answered: AccessDenied.",
            Evidence = [new("IamAction", "s3:GetBucketPolicy")], Compliance = ["CIS-7.0/3.1.1"],
        },
        Finding(6, severity: FindingSeverity.Informational) with
        {
            RuleId = "custom", Title = Hostile, ResourceId = Hostile, ResourceArn = null, Reason = Hostile, Evidence = [new(Hostile, Hostile)], Remediation = Hostile,
            Configuration = $$"""{"Tags":[{"Key":"Name","Value":{{System.Text.Json.JsonSerializer.Serialize(Hostile)}}}],"Raw":"</script><!--"}""", Compliance = [],
            Opens = [new(Hostile, Hostile, Hostile)],
        },
    ];

    public static byte[] Bytes(ReportFormat format, IEnumerable<HardeningFinding> findings, string title = "A report")
    {
        using var stream = new MemoryStream();
        using (var writer = ReportWriters.Of(format, stream, title))
        {
            var tally = new ReportTally();
            foreach (var finding in findings)
            {
                tally.Add(finding);
                writer.Add(finding);
            }

            writer.Complete(tally);
        }

        return stream.ToArray();
    }

    public static string Text(ReportFormat format, IEnumerable<HardeningFinding> findings, string title = "A report") => Encoding.UTF8.GetString(Bytes(format, findings, title));
}
