using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Iam;
using AwsHardening.Sandbox.Settings;
using AwsHardening.UnitTests.SandboxTests.Identity;

namespace AwsHardening.UnitTests.Engine.Reporting;

/// <content>Warehouses and snapshots, mail, stacks, certificates and domains.</content>
internal static partial class Examples
{
    private const string StackTemplate =
        """{"Parameters":{"DbPassword":{"Type":"String","NoEcho":HIDDEN}},"Outputs":{"Site":{"Value":"https://www.example.com"}},"Resources":{}}""";

    private static Dictionary<string, (Action<SandboxAccount> Fails, Action<SandboxAccount> Passes)> Warehouses() =>
        new(StringComparer.Ordinal)
        {
            ["ses-identity-dkim"] = (a =>
            {
                Identity(a);
                a.Call("sesv2", "PutEmailIdentityDkimAttributes", new { EmailIdentity = "example.com", SigningEnabled = false });
            }, Identity),
            ["ses-identity-dkim-verified"] = (Identity, a =>
            {
                Identity(a);
                a.Service<MailService>().FindRecords(a.Region, "example.com");
            }),
            ["ses-identity-public"] = (a => IdentityPolicy(a, "{}"), a => IdentityPolicy(a, $$"""{"StringEquals":{"aws:SourceAccount":"{{a.AccountId}}"} }""")),
            ["redshift-public"] = (a => Warehouse(a, new { PubliclyAccessible = true }), a => Warehouse(a, new { })),
            ["redshift-encryption"] = (a => Warehouse(a, new { Encrypted = false }), a => Warehouse(a, new { })),
            ["redshift-version-upgrades"] = (a => Warehouse(a, new { AllowVersionUpgrade = false }), a => Warehouse(a, new { })),
            ["redshift-audit-logs"] = (a => Warehouse(a, new { }), a =>
            {
                Warehouse(a, new { });
                a.Call("redshift", "EnableLogging", new { ClusterIdentifier = "example", LogDestinationType = "cloudwatch", LogExports = new[] { "connectionlog" } });
            }),
            ["redshift-tls"] = (a => Warehouse(a, new { ClusterParameterGroupName = "default.redshift-1.0" }), a => Warehouse(a, new { })),
            ["redshift-activity-logs"] = (a => Warehouse(a, new { }), a =>
            {
                a.Call("redshift", "CreateClusterParameterGroup", new { ParameterGroupName = "own", ParameterGroupFamily = "redshift-2.0", Description = "own" });
                a.Call("redshift", "ModifyClusterParameterGroup", new { ParameterGroupName = "own", Parameters = new[] { new { ParameterName = "enable_user_activity_logging", ParameterValue = "true" } } });
                Warehouse(a, new { ClusterParameterGroupName = "own" });
            }),
            ["rds-backups"] = (a => Database(a, new { }), a => Database(a, new { BackupRetentionPeriod = 7 })),
            ["rds-certificate-authority"] = (a => Database(a, new { CACertificateIdentifier = "rds-ca-2019" }), a => Database(a, new { })),
            ["rds-tls"] = (a => Database(a, new { EngineVersion = "14.12" }), a =>
            {
                a.Call("rds", "CreateDBParameterGroup", new { DBParameterGroupName = "own", DBParameterGroupFamily = "postgres14", Description = "own" });
                a.Call("rds", "ModifyDBParameterGroup", new { DBParameterGroupName = "own", Parameters = new[] { new { ParameterName = "rds.force_ssl", ParameterValue = "1", ApplyMethod = "immediate" } } });
                Database(a, new { EngineVersion = "14.12", DBParameterGroupName = "own" });
            }),
            ["rds-snapshot-public"] = (a => DatabaseSnapshot(a, "all"), a => DatabaseSnapshot(a, "111122223333")),
            ["rds-cluster-snapshot-public"] = (a => ClusterSnapshot(a, "all"), a => ClusterSnapshot(a, "111122223333")),
            ["cloudformation-termination-protection"] = (a => Stack(a), a =>
            {
                Stack(a);
                a.Call("cloudformation", "UpdateTerminationProtection", new { StackName = "example", EnableTerminationProtection = true });
            }),
            ["cloudformation-secrets"] = (a => Stack(a, hidden: false), a => Stack(a)),
            ["cloudformation-stack-role"] = (a => Stack(a, role: StackRole(a, "*")), a => Stack(a, role: StackRole(a, "s3:*"))),
            ["acm-certificate-expiry"] = (a => Imported(a, days: 20), a => Imported(a, days: 90)),
            ["acm-certificate-transparency"] = (a =>
            {
                var arn = Issued(a);
                a.Call("acm", "UpdateCertificateOptions", new { CertificateArn = arn, Options = new { CertificateTransparencyLoggingPreference = "DISABLED" } });
            }, a => Issued(a)),
            ["route53-domain-auto-renew"] = (a =>
            {
                Domain(a);
                a.Call("route53domains", "DisableDomainAutoRenew", new { DomainName = "example.com" });
            }, Domain),
            ["route53-domain-transfer-lock"] = (a =>
            {
                Domain(a);
                a.Call("route53domains", "DisableDomainTransferLock", new { DomainName = "example.com" });
            }, Domain),
            ["ec2-volume-encryption"] = (a => Volume(a), a => Volume(a, encrypted: true)),
            ["ec2-snapshot-encryption"] = (a => VolumeSnapshot(a), a => VolumeSnapshot(a, encrypted: true)),
            ["ec2-snapshot-public"] = (a => a.Call("ec2", "ModifySnapshotAttribute", new { SnapshotId = VolumeSnapshot(a), CreateVolumePermission = new { Add = new[] { new { Group = "all" } } } }), a => VolumeSnapshot(a)),
            ["ec2-image-public"] = (a => a.Call("ec2", "ModifyImageAttribute", new { ImageId = Image(a), LaunchPermission = new { Add = new[] { new { Group = "all" } } } }), a => Image(a)),
            ["elb-classic-tls"] = (a => ClassicBalancer(a, "HTTP"), a => ClassicBalancer(a, "HTTPS")),
            ["elb-classic-access-logs"] = (a => ClassicBalancer(a, "HTTPS"), a =>
            {
                ClassicBalancer(a, "HTTPS");
                a.Call("elb", "ModifyLoadBalancerAttributes", new { LoadBalancerName = "example", LoadBalancerAttributes = new { AccessLog = new { Enabled = true, S3BucketName = "example-logs" } } });
            }),
            ["elb-classic-tls-policy"] = (a => ClassicBalancer(a, "HTTPS"), a =>
            {
                ClassicBalancer(a, "HTTPS");
                a.Call("elb", "CreateLoadBalancerPolicy", new
                {
                    LoadBalancerName = "example", PolicyName = "modern", PolicyTypeName = "SSLNegotiationPolicyType",
                    PolicyAttributes = new[] { new { AttributeName = "Reference-Security-Policy", AttributeValue = "ELBSecurityPolicy-TLS-1-2-2017-01" } },
                });
                a.Call("elb", "SetLoadBalancerPoliciesOfListener", new { LoadBalancerName = "example", LoadBalancerPort = 443, PolicyNames = new[] { "modern" } });
            }),
            ["ec2-security-group-all-ports"] = (a => a.Group(AuditScene.In(0, "10.9.0.0/16", "-1")), a => a.Group(AuditScene.In(443, "10.9.0.0/16"))),
            ["iam-root-signing-certificate"] = (a => a.Service<IamService>().AddSigningCertificate(), _ => { }),
            ["ec2-instance-user-data"] = (a => Told(a, "export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE"), a => Told(a, "yum update -y")),
            ["cloudwatch-actions"] = (a => Silent(a, enabled: false), a => Silent(a, enabled: true)),
        };

    private static void Identity(SandboxAccount account) => account.Call("sesv2", "CreateEmailIdentity", new { EmailIdentity = "example.com" });

    private static void IdentityPolicy(SandboxAccount account, string condition)
    {
        Identity(account);
        account.Call("sesv2", "CreateEmailIdentityPolicy", new
        {
            EmailIdentity = "example.com", PolicyName = "senders",
            Policy = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":["ses:SendEmail","ses:SendRawEmail"],"Resource":"arn:aws:ses:{{account.Region}}:{{account.AccountId}}:identity/example.com","Condition":{{condition}}}]}""",
        });
    }

    private static void Warehouse(SandboxAccount account, object settings)
    {
        var parameters = (JsonObject)JsonSerializer.SerializeToNode(settings)!;
        (parameters["ClusterIdentifier"], parameters["NodeType"], parameters["MasterUsername"], parameters["ManageMasterPassword"]) = ("example", "ra3.large", "owner", true);
        account.Invoke("redshift", "CreateCluster", parameters);
    }

    private static void DatabaseSnapshot(SandboxAccount account, string who)
    {
        Database(account, new { });
        account.Call("rds", "CreateDBSnapshot", new { DBInstanceIdentifier = "example", DBSnapshotIdentifier = "before" });
        account.Call("rds", "ModifyDBSnapshotAttribute", new { DBSnapshotIdentifier = "before", AttributeName = "restore", ValuesToAdd = new[] { who } });
    }

    private static void ClusterSnapshot(SandboxAccount account, string who)
    {
        account.Call("rds", "CreateDBCluster", new { DBClusterIdentifier = "cluster", Engine = "aurora-postgresql" });
        account.Call("rds", "CreateDBClusterSnapshot", new { DBClusterIdentifier = "cluster", DBClusterSnapshotIdentifier = "before" });
        account.Call("rds", "ModifyDBClusterSnapshotAttribute", new { DBClusterSnapshotIdentifier = "before", AttributeName = "restore", ValuesToAdd = new[] { who } });
    }

    private static void Stack(SandboxAccount account, bool hidden = true, string? role = null) => account.Call("cloudformation", "CreateStack", new
    {
        StackName = "example", RoleARN = role, TemplateBody = StackTemplate.Replace("HIDDEN", hidden ? "true" : "false", StringComparison.Ordinal),
        Parameters = new[] { new { ParameterKey = "DbPassword", ParameterValue = "correct-horse" } },
    });

    private static string StackRole(SandboxAccount account, string action)
    {
        account.Call("iam", "CreateRole", new { RoleName = "stack", AssumeRolePolicyDocument = AuditScene.Trust("""{"Service":"cloudformation.amazonaws.com"}""") });
        account.Call("iam", "PutRolePolicy", new { RoleName = "stack", PolicyName = "make", PolicyDocument = IdentityBench.Allow(action) });
        return $"arn:aws:iam::{account.AccountId}:role/stack";
    }

    private static void Imported(SandboxAccount account, int days)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = account.Clock.GetUtcNow();
        using var made = new CertificateRequest("CN=www.example.com", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(days));
        string Blob(string text) => Convert.ToBase64String(Encoding.ASCII.GetBytes(text));
        account.Call("acm", "ImportCertificate", new { Certificate = Blob(made.ExportCertificatePem()), PrivateKey = Blob(key.ExportPkcs8PrivateKeyPem()) });
    }

    private static string Issued(SandboxAccount account) => (string)account.Call("acm", "RequestCertificate", new { DomainName = "www.example.com" })["CertificateArn"]!;

    private static void Domain(SandboxAccount account)
    {
        object contact = new { FirstName = "Some", LastName = "Body" };
        account.Call("route53domains", "RegisterDomain", new { DomainName = "example.com", DurationInYears = 1, AdminContact = contact, RegistrantContact = contact, TechContact = contact });
    }

    private static string Volume(SandboxAccount account, bool encrypted = false) =>
        (string)account.Call("ec2", "CreateVolume", new { AvailabilityZone = $"{account.Region}a", Size = 8, Encrypted = encrypted })["VolumeId"]!;

    private static string VolumeSnapshot(SandboxAccount account, bool encrypted = false) =>
        (string)account.Call("ec2", "CreateSnapshot", new { VolumeId = Volume(account, encrypted) })["SnapshotId"]!;

    private static string Image(SandboxAccount account) => (string)account.Call("ec2", "CreateImage", new { InstanceId = account.Instance(), Name = "example" })["ImageId"]!;

    private static void ClassicBalancer(SandboxAccount account, string protocol) => account.Call("elb", "CreateLoadBalancer", new
    {
        LoadBalancerName = "example", AvailabilityZones = new[] { $"{account.Region}a" },
        Listeners = new[] { new { Protocol = protocol, LoadBalancerPort = 443, InstancePort = 80, SSLCertificateId = protocol == "HTTPS" ? Issued(account) : null } },
    });

    private static void Told(SandboxAccount account, string text) => account.Call("ec2", "RunInstances", new
    {
        ImageId = "ami-0123456789abcdef0", MinCount = 1, MaxCount = 1, SubnetId = account.Subnet(account.Vpc()), UserData = Convert.ToBase64String(Encoding.UTF8.GetBytes(text)),
    });

    private static void Silent(SandboxAccount account, bool enabled) => account.Call("cloudwatch", "PutMetricAlarm", new
    {
        AlarmName = "example", Namespace = "Example", MetricName = "Count", Statistic = "Sum", Period = 300, EvaluationPeriods = 1, Threshold = 1,
        ComparisonOperator = "GreaterThanOrEqualToThreshold", ActionsEnabled = enabled, AlarmActions = new[] { Topic(account) },
    });
}
