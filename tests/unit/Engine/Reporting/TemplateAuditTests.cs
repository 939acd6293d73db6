using AwsHardening.Core.Reporting;
using AwsHardening.Sandbox;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Reporting;

/// <summary>What is wrong in the workshops' accounts, as the workshops and a look at their templates tell, against what the audit finds.</summary>
public sealed class TemplateAuditTests
{
    private static readonly string[] s_noWatchers =
    [
        // The monitoring chapter of the benchmark: nobody has set up a single alarm.
        .. RuleCatalog.All.Select(rule => rule.Info.Id).Where(id => id.StartsWith("cloudwatch-alarm-", StringComparison.Ordinal)),
        "accessanalyzer-enabled", "config-recording", "ec2-ebs-default-encryption", "guardduty-enabled", "iam-password-length", "iam-password-reuse",
        "iam-password-strength", "iam-root-mfa", "iam-support-role", "iam-user-direct-policies", "s3-account-block", "cloudtrail-s3-read-events", "cloudtrail-s3-write-events",
        // A root without MFA has no hardware for it either; the first administrator is a user; AWS lets documents be shared until somebody blocks it.
        "iam-root-hardware-mfa", "iam-administrator-access", "ssm-document-sharing",
        // Nobody has said whom AWS should write to, nor turned Security Hub on.
        "account-security-contact", "securityhub-enabled",
    ];

    [Fact]
    public async Task Fnd203_has_what_the_workshop_sets_out_to_mend()
    {
        string[] wrong =
        [
            // No trail at all, and the groups of the three VPCs of items 27 to 46.
            .. s_noWatchers, "cloudtrail-multi-region", "ec2-security-group-admin-ports", "ec2-security-group-open-to-vpc", "ec2-security-group-default-closed",
            // Default ACLs, no flow logs, version 1 of the metadata service (trap 6), sites with public addresses and no HTTPS.
            "ec2-network-acl-admin-ports", "ec2-network-acl-allow-all", "ec2-vpc-flow-logs", "ec2-instance-imdsv2", "ec2-instance-public-address",
            "ec2-subnet-public-addresses", "ec2-vpc-endpoint", "elb-http-redirect",
            // VPCs without a way to S3 of their own, routes over the peering to whole VPCs, and a load balancer as AWS makes it.
            "ec2-vpc-s3-endpoint", "ec2-peering-routes", "elb-access-logs", "elb-deletion-protection", "elb-invalid-headers",
            // Sessions that nobody logs (items 69 to 80), and the inline policy of item 72.
            "ssm-session-logging", "ssm-session-encryption", "iam-role-inline-policies",
        ];
        var failed = await FailedAsync("Fnd203");
        Assert.Equal(wrong.Order(StringComparer.Ordinal), failed.Keys.Where(id => id != "ec2-instance-managed").Order(StringComparer.Ordinal));
        Assert.Equal(8, failed["ec2-instance-imdsv2"].Count);
        Assert.Equal(3, failed["ec2-vpc-flow-logs"].Count);
    }

    [Fact]
    public async Task SecurityEssentials_has_the_weaknesses_of_the_workshop()
    {
        string[] wrong =
        [
            .. s_noWatchers,
            // The trail of trap 11.
            "cloudtrail-multi-region", "cloudtrail-log-validation", "cloudtrail-kms", "cloudtrail-cloudwatch-logs",
            // The bastion's SSH for everybody, SSH for the whole VPC (trap 12), the group that is attached to nothing.
            "ec2-security-group-admin-ports-ipv4", "ec2-security-group-admin-ports", "ec2-security-group-high-risk-ports", "ec2-security-group-unauthorized-ports",
            "ec2-security-group-open-to-vpc", "ec2-security-group-unused", "ec2-security-group-default-closed",
            "ec2-network-acl-admin-ports", "ec2-network-acl-allow-all", "ec2-vpc-flow-logs", "ec2-vpc-endpoint",
            "ec2-instance-imdsv2", "ec2-instance-profile", "ec2-instance-public-address", "ec2-instance-managed",
            // The log bucket as Terraform left it.
            "s3-bucket-lifecycle", "s3-bucket-tls", "s3-bucket-versioning", "s3-bucket-mfa-delete", "s3-bucket-logging", "cloudtrail-bucket-logging",
            // read_only lets in whoever of the account may assume roles (trap 14), and the VPC has no way to S3.
            "iam-role-trust-whole-account", "ec2-vpc-s3-endpoint",
        ];
        var failed = await FailedAsync("SecurityEssentials");
        Assert.Equal(wrong.Order(StringComparer.Ordinal), failed.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["admin", "audit", "operator"], failed["iam-user-direct-policies"].Select(finding => finding.ResourceId).Order());
        Assert.StartsWith("Remove-AdminIngress -GroupId sg-", failed["ec2-security-group-admin-ports-ipv4"][0].Remediation, StringComparison.Ordinal);
    }

    private static async Task<Dictionary<string, List<HardeningFinding>>> FailedAsync(string template)
    {
        var findings = await AuditScene.AuditAsync(SandboxAccount.FromTemplate(template));
        Assert.DoesNotContain(findings, finding => finding.Status == FindingStatus.Unknown);
        return findings.Where(finding => finding.Status == FindingStatus.Fail).GroupBy(finding => finding.RuleId).ToDictionary(group => group.Key, group => group.ToList());
    }
}
