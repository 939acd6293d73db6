using AwsHardening.Core.Reporting;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Snapshots;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Reporting;

public sealed class SnapshotRuleTests
{
    // What no snapshot has: the root user and the report of credentials, the organization, contacts, databases, deliveries and access logs.
    private static readonly string[] s_unread =
    [
        "account-security-contact", "cloudtrail-bucket-logging", "config-delivery", "efs-encryption", "iam-access-key-age", "iam-access-key-single", "iam-federation",
        "iam-role-unused", "iam-root-access-key", "iam-root-hardware-mfa", "iam-root-mfa", "iam-root-use", "iam-server-certificate-expired", "iam-user-inactive",
        "iam-user-key-at-setup", "iam-user-mfa", "iam-user-unused-credentials", "logs-resource-policy-public", "organizations-central-root", "organizations-guardrails",
        "organizations-management-workloads", "organizations-policy-administrator", "organizations-service-administrators", "rds-encryption", "rds-minor-upgrades",
        "rds-multi-az", "rds-public", "s3-bucket-logging", "securityhub-enabled", "ssm-document-sharing",
        // Nor warehouses, volumes, snapshots of databases, mail, stacks, certificates, domains and Classic Load Balancers.
        "acm-certificate-expiry", "acm-certificate-transparency", "cloudformation-secrets", "cloudformation-stack-role", "cloudformation-termination-protection",
        "ec2-image-public", "ec2-instance-user-data", "ec2-snapshot-encryption", "ec2-snapshot-public", "ec2-volume-encryption",
        "elb-classic-access-logs", "elb-classic-tls", "elb-classic-tls-policy",
        "iam-root-signing-certificate", "rds-backups", "rds-certificate-authority", "rds-cluster-snapshot-public", "rds-snapshot-public", "rds-tls", "redshift-activity-logs", "redshift-audit-logs",
        "redshift-encryption", "redshift-public", "redshift-tls", "redshift-version-upgrades", "route53-domain-auto-renew", "route53-domain-transfer-lock",
        "ses-identity-dkim", "ses-identity-dkim-verified", "ses-identity-public",
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
