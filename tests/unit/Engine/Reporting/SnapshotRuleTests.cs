using AwsHardening.Core.Reporting;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Snapshots;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Reporting;

public sealed class SnapshotRuleTests
{
    // What no snapshot has: the root user and the report of credentials, the organization, contacts, databases, queues, functions,
    // secrets, repositories, event buses, distributions, APIs, deliveries, access logs, warehouses, volumes, snapshots of databases, mail,
    // stacks, certificates, domains and Classic Load Balancers.
    private static readonly string[] s_unread =
    [
        "account-security-contact", "acm-certificate-expiry", "acm-certificate-transparency", "apigateway-domain-tls", "apigateway-rest-access-logs",
        "apigateway-rest-execution-logs", "apigateway-rest-policy-public", "apigatewayv2-access-logs", "apigatewayv2-authorization", "apigatewayv2-execution-logs", "backup-vault-public",
        "cloudformation-secrets", "cloudformation-stack-role", "cloudformation-termination-protection", "cloudfront-access-logs", "cloudfront-default-root-object",
        "cloudfront-https", "cloudfront-origin-access", "cloudfront-origin-https", "cloudfront-origin-tls", "cloudfront-tls-policy", "cloudtrail-bucket-logging",
        "config-delivery", "ec2-image-public", "ec2-instance-user-data", "ec2-snapshot-encryption", "ec2-snapshot-public", "ec2-volume-encryption",
        "ecr-registry-public", "ecr-repository-public", "ecr-scanning", "ecr-tag-immutability", "efs-encryption", "efs-file-system-public", "elb-classic-access-logs",
        "elb-classic-tls", "elb-classic-tls-policy", "eventbridge-bus-public", "glacier-vault-public", "iam-access-key-age", "iam-access-key-single", "iam-federation", "iam-role-unused",
        "iam-root-access-key", "iam-root-hardware-mfa", "iam-root-mfa", "iam-root-signing-certificate", "iam-root-use", "iam-server-certificate-expired",
        "iam-user-inactive", "iam-user-key-at-setup", "iam-user-mfa", "iam-user-unused-credentials", "lambda-alias-public", "lambda-function-public",
        "lambda-runtime-deprecated", "lambda-url-open", "logs-resource-policy-public", "opensearch-domain-encryption", "opensearch-domain-node-encryption",
        "opensearch-domain-public", "opensearch-domain-tls", "organizations-central-root", "organizations-guardrails",
        "organizations-management-workloads", "organizations-policy-administrator", "organizations-service-administrators", "rds-backups", "rds-certificate-authority",
        "rds-cluster-snapshot-public", "rds-encryption", "rds-minor-upgrades", "rds-multi-az", "rds-public", "rds-snapshot-public", "rds-tls", "redshift-activity-logs",
        "redshift-audit-logs", "redshift-encryption", "redshift-public", "redshift-tls", "redshift-version-upgrades", "route53-domain-auto-renew",
        "route53-domain-transfer-lock", "s3-bucket-logging", "secretsmanager-rotation", "secretsmanager-secret-public", "secretsmanager-secret-unused",
        "securityhub-enabled", "ses-identity-dkim", "ses-identity-dkim-verified", "ses-identity-public", "sqs-queue-encryption", "sqs-queue-public",
        "ssm-document-sharing",
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
        Assert.Equal(s_unread.Order(StringComparer.Ordinal), unknown);
        Assert.Equal(live.Where(finding => !s_unread.Contains(finding.RuleId)).Select(Text), copied.Where(finding => !s_unread.Contains(finding.RuleId)).Select(Text));
    }

    private static string Text(HardeningFinding finding) => $"{finding.RuleId} {finding.ResourceId} {finding.Status} {finding.Reason}";

    private static async Task<HardeningFinding[]> FindAsync(SandboxAccount account) =>
        [.. (await AuditScene.AuditAsync(account)).OrderBy(Text, StringComparer.Ordinal)];
}
