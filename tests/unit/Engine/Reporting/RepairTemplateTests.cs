using AwsHardening.Core.Reporting;
using AwsHardening.Core.Reporting.Rules;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Reporting;

/// <summary>The workshops' accounts: repaired until nothing is left that is safe to repair, then taken back.</summary>
public sealed class RepairTemplateTests
{
    // What is left of both, and why: root's device is in somebody's hand; whom the support role is to trust, which ranges an ACL is to keep
    // out, in which subnets an endpoint is to be paid for, whom AWS and the alarms are to tell, and which bucket takes access logs is the
    // owner's to say; no call takes an address from an instance; key, log group and Security Hub cost; a document may be shared on purpose;
    // and the administrator who calls, and all administrators, need a role before they lose what they have.
    private static readonly string[] s_left =
    [
        "account-security-contact", "cloudtrail-bucket-logging", "cloudtrail-cloudwatch-logs", "cloudtrail-kms", "ec2-instance-public-address",
        "ec2-network-acl-admin-ports", "ec2-network-acl-allow-all", "ec2-vpc-endpoint", "ec2-vpc-s3-endpoint", "iam-administrator-access",
        "iam-root-hardware-mfa", "iam-root-mfa", "iam-support-role", "iam-user-direct-policies", "s3-bucket-logging", "s3-bucket-mfa-delete", "securityhub-enabled", "ssm-document-sharing",
        .. RuleCatalog.All.Select(rule => rule.Info.Id).Where(id => id.StartsWith("cloudwatch-alarm-", StringComparison.Ordinal)),
    ];

    // The site has no certificate to redirect to; its balancer's logs, clients and template, its peering, its role and its sessions are
    // the owner's to decide about.
    [Fact]
    public async Task Fnd203_is_repaired_until_it_is_clean_and_is_then_as_it_was() =>
        await RepairAsync("Fnd203",
        [
            .. s_left, "ec2-peering-routes", "elb-access-logs", "elb-deletion-protection", "elb-http-redirect", "elb-invalid-headers", "iam-role-inline-policies",
            "ssm-session-encryption", "ssm-session-logging",
        ],
        (bench, findings, host) => bench.RepairAsync(findings, host));

    // Its machines have no role, which is the owner's to say; who names the group that is in use nowhere cannot be seen; and what two
    // of its users have of their own lets them assume roles alone. Here each round is a plan, reviewed and applied.
    [Fact]
    public async Task SecurityEssentials_is_repaired_by_plans_until_it_is_clean_and_is_then_as_it_was() => await RepairAsync(
        "SecurityEssentials", [.. s_left, "ec2-instance-managed", "ec2-instance-profile", "ec2-security-group-unused", "iam-role-trust-whole-account"],
        async (bench, findings, host) => await bench.PlanAsync(findings, host) is { } plan ? await bench.Rehearsal.InvokeAsync(plan, host) : []);

    private static async Task RepairAsync(
        string template, string[] left, Func<RepairBench, IReadOnlyList<HardeningFinding>, TestHost, Task<IReadOnlyList<HardeningChange>>> repair)
    {
        using var bench = new RepairBench(SandboxAccount.FromTemplate(template));
        var first = await bench.AuditAsync();
        var (before, rules) = (await bench.ExportAsync(), AccountContent.Of(bench.Account));
        List<HardeningChange> changes = [];
        var findings = first;
        for (var made = -1; made != changes.Count;)
        {
            made = changes.Count;
            changes.AddRange(await repair(bench, findings, new TestHost { Continues = true }));
            findings = await bench.AuditAsync();
        }

        Assert.All(changes, change => Assert.Equal(HardeningChangeStatus.Applied, change.Status));
        var failing = findings.Where(finding => finding.Status != FindingStatus.Pass).ToArray();
        Assert.Equal(left.Order(StringComparer.Ordinal), failing.Select(finding => finding.RuleId).Distinct().Order(StringComparer.Ordinal));
        Assert.All(failing, finding => Assert.True(!finding.CanRepair || finding.RuleId == "iam-user-direct-policies", $"{finding}"));

        var host = new TestHost();
        var undone = await bench.UndoAsync(changes, host);
        // The bucket holds what the trail has delivered meanwhile: nobody deletes that by taking back.
        Assert.Equal("BucketNotEmpty", Assert.Single(host.Errors).Cause is { } cause ? Core.Errors.AwsErrors.Code(cause) : "");
        Assert.True(undone.Count >= changes.Count - 1);
        Assert.StartsWith("Added AWS::S3::Bucket audit-logs-", Assert.Single(await bench.DifferencesAsync(before)), StringComparison.Ordinal);
        Assert.Equal(rules, AccountContent.Of(bench.Account));
        Assert.Equal(Lines(first), Lines(await bench.AuditAsync()));
    }

    // A security group rule that came back has another id.
    private static IEnumerable<string> Lines(IEnumerable<HardeningFinding> findings) => findings
        .Where(finding => !finding.ResourceId.StartsWith("audit-logs-", StringComparison.Ordinal))
        .Select(finding => $"{finding.Status} {finding.RuleId} {(finding.ResourceId.StartsWith("sgr-", StringComparison.Ordinal) ? "" : finding.ResourceId)} {finding.Reason}")
        .Order(StringComparer.Ordinal);
}
