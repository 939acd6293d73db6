using AwsHardening.Core.Reporting;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Snapshots;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Reporting;

public sealed class SnapshotRuleTests
{
    // What no snapshot has: the root user and the report of credentials, the organization, contacts, databases, queues, functions,
    // secrets, repositories, event buses, distributions, APIs, deliveries and access logs.
    private static readonly string[] s_unread =
    [
        "account-security-contact", "apigateway-domain-tls", "apigateway-rest-access-logs", "apigateway-rest-execution-logs", "apigateway-rest-policy-public",
        "apigatewayv2-access-logs", "apigatewayv2-authorization", "apigatewayv2-execution-logs", "cloudfront-access-logs", "cloudfront-default-root-object",
        "cloudfront-https", "cloudfront-origin-access", "cloudfront-origin-https", "cloudfront-origin-tls", "cloudfront-tls-policy", "cloudtrail-bucket-logging",
        "config-delivery", "ecr-registry-public", "ecr-repository-public", "ecr-scanning", "ecr-tag-immutability", "efs-encryption", "efs-file-system-public",
        "eventbridge-bus-public", "iam-access-key-age", "iam-access-key-single", "iam-federation", "iam-role-unused", "iam-root-access-key", "iam-root-hardware-mfa",
        "iam-root-mfa", "iam-root-use", "iam-server-certificate-expired", "iam-user-inactive", "iam-user-key-at-setup", "iam-user-mfa", "iam-user-unused-credentials",
        "lambda-alias-public", "lambda-function-public", "lambda-runtime-deprecated", "lambda-url-open", "logs-resource-policy-public", "organizations-central-root",
        "organizations-guardrails", "organizations-management-workloads", "organizations-policy-administrator", "organizations-service-administrators", "rds-encryption",
        "rds-minor-upgrades", "rds-multi-az", "rds-public", "s3-bucket-logging", "secretsmanager-rotation", "secretsmanager-secret-public",
        "secretsmanager-secret-unused", "securityhub-enabled", "sqs-queue-encryption", "sqs-queue-public", "ssm-document-sharing",
    ];

    [Fact]
    public async Task A_copy_of_an_account_is_judged_as_the_account_or_not_at_all()
    {
        var account = Examples.Everything();
        using var bench = new SnapshotBench();
        var copy = SandboxAccount.FromSnapshot(await bench.ExportAsync(account));
        var live = await FindAsync(account);
        var copied = await FindAsync(copy);
        var unknown = copied.Where(finding => finding.Status == FindingStatus.Unknown).Select(finding => finding.RuleId).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(s_unread, unknown);
        Assert.Equal(live.Where(finding => !s_unread.Contains(finding.RuleId)).Select(Text), copied.Where(finding => !s_unread.Contains(finding.RuleId)).Select(Text));
    }

    private static string Text(HardeningFinding finding) => $"{finding.RuleId} {finding.ResourceId} {finding.Status} {finding.Reason}";

    private static async Task<HardeningFinding[]> FindAsync(SandboxAccount account) =>
        [.. (await AuditScene.AuditAsync(account)).OrderBy(Text, StringComparer.Ordinal)];
}
