using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Completion;
using AwsHardening.Core.Account;
using AwsHardening.Core.Reporting;
using AwsHardening.Help;
using AwsHardening.Pipeline;

namespace AwsHardening.Reporting;

/// <summary>Audits an account: reads it once, judges it by rules, and says what fixes each finding.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "HardeningAudit")]
[OutputType(typeof(HardeningFinding))]
[RequiresIamAction("sts:GetCallerIdentity")]
[RequiresIamAction("ec2:DescribeRegions")]
[RequiresIamAction("ec2:DescribeSecurityGroups", When = "a chosen rule needs it")]
[RequiresIamAction("ec2:DescribeSecurityGroupRules", When = "a chosen rule needs it")]
[RequiresIamAction("ec2:DescribeNetworkInterfaces", When = "a chosen rule needs it")]
[RequiresIamAction("ec2:DescribeVpcs", When = "a chosen rule needs it")]
[RequiresIamAction("ec2:DescribeSubnets", When = "a chosen rule needs it")]
[RequiresIamAction("ec2:DescribeNetworkAcls", When = "a chosen rule needs it")]
[RequiresIamAction("ec2:DescribeFlowLogs", When = "a chosen rule needs it")]
[RequiresIamAction("ec2:DescribeVpcEndpoints", When = "a chosen rule needs it")]
[RequiresIamAction("ec2:DescribeInstances", When = "a chosen rule needs it")]
[RequiresIamAction("ec2:DescribeRouteTables", When = "a chosen rule needs it")]
[RequiresIamAction("ec2:DescribeNatGateways", When = "a chosen rule needs it")]
[RequiresIamAction("ec2:DescribeVpcPeeringConnections", When = "a chosen rule needs it")]
[RequiresIamAction("ec2:GetEbsEncryptionByDefault", When = "a chosen rule needs it")]
[RequiresIamAction("ec2:GetManagedPrefixListEntries", When = "a rule or route names a prefix list")]
[RequiresIamAction("ec2:DescribeAddresses", When = "a chosen rule needs it")]
[RequiresIamAction("ssm:DescribeInstanceInformation", When = "a chosen rule needs it")]
[RequiresIamAction("ssm:GetServiceSetting", When = "a chosen rule needs it")]
[RequiresIamAction("ssm:GetDocument", When = "a chosen rule needs it")]
[RequiresIamAction("elasticloadbalancing:DescribeLoadBalancers", When = "a chosen rule needs it")]
[RequiresIamAction("elasticloadbalancing:DescribeListeners", When = "a chosen rule needs it")]
[RequiresIamAction("elasticloadbalancing:DescribeLoadBalancerAttributes", When = "a chosen rule needs it")]
[RequiresIamAction("cloudtrail:DescribeTrails", When = "a chosen rule needs it")]
[RequiresIamAction("cloudtrail:GetTrailStatus", When = "a chosen rule needs it")]
[RequiresIamAction("cloudtrail:GetEventSelectors", When = "a chosen rule needs it")]
[RequiresIamAction("config:DescribeConfigurationRecorders", When = "a chosen rule needs it")]
[RequiresIamAction("config:DescribeConfigurationRecorderStatus", When = "a chosen rule needs it")]
[RequiresIamAction("config:DescribeDeliveryChannels", When = "a chosen rule needs it")]
[RequiresIamAction("config:DescribeDeliveryChannelStatus", When = "a chosen rule needs it")]
[RequiresIamAction("guardduty:ListDetectors", When = "a chosen rule needs it")]
[RequiresIamAction("guardduty:GetDetector", When = "a chosen rule needs it")]
[RequiresIamAction("access-analyzer:ListAnalyzers", When = "a chosen rule needs it")]
[RequiresIamAction("iam:GetAccountSummary", When = "a chosen rule needs it")]
[RequiresIamAction("iam:GetAccountPasswordPolicy", When = "a chosen rule needs it")]
[RequiresIamAction("iam:GenerateCredentialReport", When = "a chosen rule needs it")]
[RequiresIamAction("iam:GetCredentialReport", When = "a chosen rule needs it")]
[RequiresIamAction("iam:GetAccountAuthorizationDetails", When = "a chosen rule needs it")]
[RequiresIamAction("iam:ListVirtualMFADevices", When = "a chosen rule needs it")]
[RequiresIamAction("iam:ListSAMLProviders", When = "a chosen rule needs it")]
[RequiresIamAction("iam:ListServerCertificates", When = "a chosen rule needs it")]
[RequiresIamAction("iam:ListOrganizationsFeatures", When = "the account manages an organization")]
[RequiresIamAction("s3:GetAccountPublicAccessBlock", When = "a chosen rule needs it")]
[RequiresIamAction("s3:ListAllMyBuckets", When = "a chosen rule needs it")]
[RequiresIamAction("s3:GetBucketLocation", When = "a chosen rule needs it")]
[RequiresIamAction("s3:GetBucketPublicAccessBlock", When = "a chosen rule needs it")]
[RequiresIamAction("s3:GetBucketPolicy", When = "a chosen rule needs it")]
[RequiresIamAction("s3:GetBucketOwnershipControls", When = "a chosen rule needs it")]
[RequiresIamAction("s3:GetBucketVersioning", When = "a chosen rule needs it")]
[RequiresIamAction("s3:GetLifecycleConfiguration", When = "a chosen rule needs it")]
[RequiresIamAction("s3:GetBucketPolicyStatus", When = "a chosen rule needs it")]
[RequiresIamAction("s3:GetBucketAcl", When = "a chosen rule needs it")]
[RequiresIamAction("s3:GetBucketLogging", When = "a chosen rule needs it")]
[RequiresIamAction("kms:ListKeys", When = "a chosen rule needs it")]
[RequiresIamAction("kms:DescribeKey", When = "a chosen rule needs it")]
[RequiresIamAction("kms:GetKeyRotationStatus", When = "a chosen rule needs it")]
[RequiresIamAction("kms:GetKeyPolicy", When = "a chosen rule needs it")]
[RequiresIamAction("dynamodb:ListTables", When = "a chosen rule needs it")]
[RequiresIamAction("dynamodb:DescribeTable", When = "a chosen rule needs it")]
[RequiresIamAction("dynamodb:DescribeContinuousBackups", When = "a chosen rule needs it")]
[RequiresIamAction("logs:DescribeLogGroups", When = "a chosen rule needs it")]
[RequiresIamAction("logs:DescribeResourcePolicies", When = "a chosen rule needs it")]
[RequiresIamAction("logs:DescribeMetricFilters", When = "a chosen rule needs it")]
[RequiresIamAction("organizations:DescribeOrganization", When = "a chosen rule needs it")]
[RequiresIamAction("organizations:ListDelegatedAdministrators", When = "the account manages an organization")]
[RequiresIamAction("organizations:DescribeResourcePolicy", When = "the account manages an organization")]
[RequiresIamAction("organizations:ListPolicies", When = "the account manages an organization")]
[RequiresIamAction("organizations:ListTargetsForPolicy", When = "the account manages an organization")]
[RequiresIamAction("cloudwatch:DescribeAlarms", When = "a chosen rule needs it")]
[RequiresIamAction("sns:ListTopics", When = "a chosen rule needs it")]
[RequiresIamAction("sns:GetTopicAttributes", When = "a chosen rule needs it")]
[RequiresIamAction("sns:ListSubscriptions", When = "a chosen rule needs it")]
[RequiresIamAction("account:GetAlternateContact", When = "a chosen rule needs it")]
[RequiresIamAction("securityhub:DescribeHub", When = "a chosen rule needs it")]
[RequiresIamAction("rds:DescribeDBInstances", When = "a chosen rule needs it")]
[RequiresIamAction("ec2:DescribeInstanceAttribute", When = "a chosen rule needs it")]
[RequiresIamAction("ec2:DescribeImages", When = "a chosen rule needs it")]
[RequiresIamAction("ec2:DescribeSnapshots", When = "a chosen rule needs it")]
[RequiresIamAction("ec2:DescribeVolumes", When = "a chosen rule needs it")]
[RequiresIamAction("elasticloadbalancing:DescribeLoadBalancerPolicies", When = "a chosen rule needs it")]
[RequiresIamAction("rds:DescribeDBClusterSnapshotAttributes", When = "a chosen rule needs it")]
[RequiresIamAction("rds:DescribeDBClusterSnapshots", When = "a chosen rule needs it")]
[RequiresIamAction("rds:DescribeDBParameters", When = "a chosen rule needs it")]
[RequiresIamAction("rds:DescribeDBSnapshotAttributes", When = "a chosen rule needs it")]
[RequiresIamAction("rds:DescribeDBSnapshots", When = "a chosen rule needs it")]
[RequiresIamAction("redshift:DescribeClusterParameters", When = "a chosen rule needs it")]
[RequiresIamAction("redshift:DescribeClusters", When = "a chosen rule needs it")]
[RequiresIamAction("redshift:DescribeLoggingStatus", When = "a chosen rule needs it")]
[RequiresIamAction("cloudformation:DescribeStacks", When = "a chosen rule needs it")]
[RequiresIamAction("ses:GetEmailIdentity", When = "a chosen rule needs it")]
[RequiresIamAction("ses:ListEmailIdentities", When = "a chosen rule needs it")]
[RequiresIamAction("acm:DescribeCertificate", When = "a chosen rule needs it")]
[RequiresIamAction("acm:ListCertificates", When = "a chosen rule needs it")]
[RequiresIamAction("route53domains:ListDomains", When = "a chosen rule needs it")]
[RequiresIamAction("elasticfilesystem:DescribeFileSystems", When = "a chosen rule needs it")]
[RequiresIamAction("cloudfront:ListDistributions", When = "a chosen rule needs it")]
[RequiresIamAction("cloudfront:GetDistributionConfig", When = "a chosen rule needs it")]
[RequiresIamAction("logs:DescribeDeliverySources", When = "a chosen rule needs it")]
[RequiresIamAction("logs:DescribeDeliveries", When = "a chosen rule needs it")]
[RequiresIamAction("apigateway:GET", When = "a chosen rule needs it")]
[RequiresIamAction("elasticfilesystem:DescribeFileSystemPolicy", When = "a chosen rule needs it")]
[RequiresIamAction("sqs:ListQueues", When = "a chosen rule needs it")]
[RequiresIamAction("sqs:GetQueueAttributes", When = "a chosen rule needs it")]
[RequiresIamAction("lambda:ListFunctions", When = "a chosen rule needs it")]
[RequiresIamAction("lambda:ListAliases", When = "a chosen rule needs it")]
[RequiresIamAction("lambda:GetPolicy", When = "a chosen rule needs it")]
[RequiresIamAction("lambda:ListFunctionUrlConfigs", When = "a chosen rule needs it")]
[RequiresIamAction("secretsmanager:ListSecrets", When = "a chosen rule needs it")]
[RequiresIamAction("secretsmanager:GetResourcePolicy", When = "a chosen rule needs it")]
[RequiresIamAction("ecr:DescribeRepositories", When = "a chosen rule needs it")]
[RequiresIamAction("ecr:GetRegistryPolicy", When = "a chosen rule needs it")]
[RequiresIamAction("ecr:GetRegistryScanningConfiguration", When = "a chosen rule needs it")]
[RequiresIamAction("ecr:GetRepositoryPolicy", When = "a chosen rule needs it")]
[RequiresIamAction("ecr:BatchGetRepositoryScanningConfiguration", When = "a chosen rule needs it")]
[RequiresIamAction("events:ListEventBuses", When = "a chosen rule needs it")]
[RequiresIamAction("es:ListDomainNames", When = "a chosen rule needs it")]
[RequiresIamAction("es:DescribeDomain", When = "a chosen rule needs it")]
[RequiresIamAction("glacier:ListVaults", When = "a chosen rule needs it")]
[RequiresIamAction("glacier:GetVaultAccessPolicy", When = "a chosen rule needs it")]
[RequiresIamAction("backup:ListBackupVaults", When = "a chosen rule needs it")]
[RequiresIamAction("backup:GetBackupVaultAccessPolicy", When = "a chosen rule needs it")]
public sealed class InvokeHardeningAuditCommand : RegionsCmdlet
{
    /// <summary>These rules.</summary>
    [Parameter(Position = 0, HelpMessage = "Ids of rules, such as ec2-instance-imdsv2; wildcards allowed. All rules unless some are said.")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AuditRuleCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Rule { get; set; } = ["*"];

    /// <summary>Rules of these severities.</summary>
    [Parameter(HelpMessage = "Severities: only rules that are as bad as one of these.")]
    [ValidateNotNullOrEmpty]
    public FindingSeverity[] Severity { get; set; } = Enum.GetValues<FindingSeverity>();

    /// <summary>Rules of these services.</summary>
    [Parameter(HelpMessage = "Services, such as ec2 or iam; wildcards allowed.")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AuditServiceCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Service { get; set; } = ["*"];

    /// <summary>Rules of these benchmarks.</summary>
    [Parameter(HelpMessage = "Benchmarks or controls of them, such as CIS-7.0 or FSBP/EC2.8; wildcards allowed.")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AuditComplianceCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Compliance { get; set; }

    /// <summary>A snapshot to audit.</summary>
    [Parameter(HelpMessage = "A snapshot that Export-AccountSnapshot wrote: it is audited, and no account is asked.")]
    [ArgumentCompleter(typeof(SnapshotCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Snapshot { get; set; }

    /// <summary>A file of suppressions.</summary>
    [Parameter(HelpMessage = "A JSON file of suppressions, each with a reason, an owner and the day on which it expires.")]
    [ValidateNotNullOrEmpty]
    public string? SuppressionPath { get; set; }

    /// <summary>A folder of rules.</summary>
    [Parameter(HelpMessage = "A folder of your own rules, one JSON file each.")]
    [ValidateNotNullOrEmpty]
    public string? RulePath { get; set; }

    /// <summary>The most calls a second.</summary>
    [Parameter(HelpMessage = "How many requests begin in a second at most, so that others keep their share of the API quota; left out, the session's budget, else 20.")]
    [ValidateRange(1, 10000)]
    public int? RequestsPerSecond { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (Snapshot is { } file && (SessionIsSaid || SnapshotPath.Resolve(SessionState, file) is null))
        {
            WriteError(SessionIsSaid
                ? ErrorRecords.Contradiction("-Snapshot is audited without an account, so a session, profile, Region or endpoint has nothing to say beside it.", "Say -Snapshot alone, or leave it out.")
                : ErrorRecords.NoFile(file));
            return;
        }

        var options = new AuditOptions
        {
            Rule = Rule,
            Severity = Severity,
            Service = Service,
            Compliance = Compliance ?? [],
            Region = Snapshot is null ? Region ?? [] : [],
            SuppressionPath = SuppressionPath is null ? null : SnapshotPath.Resolve(SessionState, SuppressionPath) ?? SuppressionPath,
            RulePath = RulePath is null ? null : SnapshotPath.Resolve(SessionState, RulePath) ?? RulePath,
            ThrottleLimit = ThrottleLimit,
            RequestsPerSecond = RequestsPerSecond,
        };
        var copy = Snapshot is null ? null : SnapshotPath.Resolve(SessionState, Snapshot);
        Emit((host, stop) => copy is null
            ? AuditOperation.AuditAsync(OpenSession(), options, host, stop) : AuditOperation.AuditSnapshotAsync(copy, options, host, stop));
    }
}
