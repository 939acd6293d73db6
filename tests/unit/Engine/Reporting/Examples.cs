using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Templates;
using AwsHardening.UnitTests.SandboxTests.Identity;
using static AwsHardening.UnitTests.Engine.Reporting.AuditScene;

namespace AwsHardening.UnitTests.Engine.Reporting;

/// <summary>An account that breaks each rule, and one that keeps it: each built by API calls alone.</summary>
internal static partial class Examples
{
    private static readonly object s_block = new { BlockPublicAcls = true, IgnorePublicAcls = true, BlockPublicPolicy = true, RestrictPublicBuckets = true };
    private static readonly object s_halfBlock = new { BlockPublicAcls = true, IgnorePublicAcls = false, BlockPublicPolicy = true, RestrictPublicBuckets = false };

    public static IReadOnlyDictionary<string, (Action<SandboxAccount> Fails, Action<SandboxAccount> Passes)> All { get; } =
        new Dictionary<string, (Action<SandboxAccount>, Action<SandboxAccount>)>(StringComparer.Ordinal)
        {
            ["ec2-security-group-admin-ports-ipv4"] = (a => a.Group(In(22)), a => a.Group(In(443), In(22, "203.0.113.0/24"), In(22, "::/0"))),
            ["ec2-security-group-admin-ports-ipv6"] = (a => a.Group(In(3389, "::/0")), a => a.Group(In(443, "::/0"), In(22))),
            ["ec2-security-group-admin-ports"] = (a => a.Group(In(22, "10.9.0.0/24")), a => a.Group(In(443))),
            ["ec2-security-group-high-risk-ports"] = (a => a.Group(In(3306)), a => a.Group(In(443), In(3306, "10.9.0.0/24"))),
            ["ec2-security-group-unauthorized-ports"] = (a => a.Group(In(8443)), a => a.Group(In(80), In(443))),
            ["ec2-security-group-all-traffic"] = (a => a.Group(In(0, "0.0.0.0/0", "-1")), a => a.Group(In(443))),
            ["ec2-security-group-cifs"] = (a => a.Group(In(445)), a => a.Group(In(445, "203.0.113.0/24"))),
            ["ec2-security-group-open-to-vpc"] = (a => a.Group(In(443, "10.9.0.0/16")), a => a.Group(In(443, "10.9.0.0/24"))),
            ["ec2-security-group-default-closed"] = (a => a.Vpc(), a => EmptyDefaultGroup(a, a.Vpc())),
            ["ec2-security-group-unused"] = (a => a.Group(), a => a.Call("ec2", "CreateNetworkInterface", new { SubnetId = a.Subnet(a.Vpc()), Groups = new[] { GroupBeside(a) } })),
            ["ec2-network-acl-admin-ports"] = (a => a.Vpc(), a => CloseDefaultAcl(a, a.Vpc())),
            ["ec2-network-acl-allow-all"] = (a => a.Subnet(a.Vpc()), a =>
            {
                var vpc = a.Vpc();
                a.Subnet(vpc);
                CloseDefaultAcl(a, vpc);
            }),
            ["ec2-network-acl-unused"] = (a => a.Call("ec2", "CreateNetworkAcl", new { VpcId = a.Vpc() }), UsedAcl),
            ["ec2-vpc-flow-logs"] = (a => a.Vpc(), a => FlowLog(a, a.Vpc())),
            ["ec2-instance-imdsv2"] = (a => a.Instance(), a => a.Instance(tokens: "required")),
            ["ec2-instance-profile"] = (a => a.Instance(), a =>
            {
                a.Profile();
                a.Instance(profile: new { Name = "machine" });
            }),
            ["ec2-instance-one-interface"] = (a =>
            {
                var instance = a.Instance();
                var subnet = (string)a.Call("ec2", "DescribeSubnets")["Subnets"]![0]!["SubnetId"]!;
                var side = a.Call("ec2", "CreateNetworkInterface", new { SubnetId = subnet })["NetworkInterface"]!["NetworkInterfaceId"]!;
                a.Call("ec2", "AttachNetworkInterface", new { InstanceId = instance, NetworkInterfaceId = (string)side!, DeviceIndex = 1 });
            }, a => a.Instance()),
            ["ec2-instance-public-address"] = (a => a.Instance(publicAddress: true), a => a.Instance()),
            ["ec2-subnet-public-addresses"] = (a => a.Call("ec2", "ModifySubnetAttribute", new { SubnetId = a.Subnet(a.Vpc()), MapPublicIpOnLaunch = new { Value = true } }), a => a.Subnet(a.Vpc())),
            ["ec2-vpc-endpoint"] = (a => a.Vpc(), a =>
            {
                var vpc = a.Vpc();
                var subnet = a.Subnet(vpc);
                a.Call("ec2", "CreateVpcEndpoint", new { VpcId = vpc, ServiceName = "com.amazonaws.us-east-1.ec2", VpcEndpointType = "Interface", PrivateDnsEnabled = false, SubnetIds = new[] { subnet } });
            }),
            ["ec2-ebs-default-encryption"] = (_ => { }, a => a.Call("ec2", "EnableEbsEncryptionByDefault")),
            ["cloudtrail-multi-region"] = (a => a.Trail(allRegions: false), a => a.Trail()),
            ["cloudtrail-logging"] = (a => a.Trail(logging: false), a => a.Trail()),
            ["cloudtrail-log-validation"] = (a => a.Trail(), a => a.Trail(extra: new { EnableLogFileValidation = true })),
            ["cloudtrail-global-events"] = (a => a.Trail(allRegions: false, extra: new { IncludeGlobalServiceEvents = false }), a => a.Trail()),
            ["cloudtrail-delivery"] = (a =>
            {
                a.Trail();
                a.Call("s3", "DeleteBucketPolicy", new { Bucket = "example-logs" });
                a.Vpc();
                a.Pass(1);
                a.Vpc();
            }, a => a.Trail()),
            ["cloudtrail-kms"] = (a => a.Trail(), a => a.Trail(extra: new { KmsKeyId = TrailKey(a) })),
            ["cloudtrail-cloudwatch-logs"] = (a => a.Trail(), a => a.Trail(extra: LogGroup(a))),
            ["config-recording"] = (a => Recorder(a), a =>
            {
                Recorder(a);
                a.Call("config", "StartConfigurationRecorder", new { ConfigurationRecorderName = "default" });
            }),
            ["ec2-instance-managed"] = (a => a.Instance(), a => new Fnd203Template().Build(a)),
            ["ec2-internet-reachable"] = (OpenPoc, a => new Fnd203Template().Build(a)),
            ["elb-http-redirect"] = (a => new Fnd203Template().Build(a), a =>
            {
                new Fnd203Template().Build(a);
                var listener = a.Call("elbv2", "DescribeListeners", new { LoadBalancerArn = Balancer(a) })["Listeners"]![0]!["ListenerArn"]!;
                a.Call("elbv2", "DeleteListener", new { ListenerArn = (string)listener! });
            }),
            ["iam-root-mfa"] = (_ => { }, RootDevice),
            ["iam-root-use"] = (a =>
            {
                var key = a.InvokeAs(a.Root.AccessKeyId, "iam", "CreateAccessKey", [])["AccessKey"]!["AccessKeyId"]!;
                a.InvokeAs((string)key!, "iam", "ListUsers", []);
            }, _ => { }),
            ["cloudtrail-s3-write-events"] = (a => a.Trail(), a => Objects(a, "WriteOnly")),
            ["cloudtrail-s3-read-events"] = (a => Objects(a, "WriteOnly"), a => Objects(a, "All")),
            ["guardduty-enabled"] = (_ => { }, a => a.Call("guardduty", "CreateDetector", new { Enable = true })),
            ["accessanalyzer-enabled"] = (_ => { }, a => a.Call("accessanalyzer", "CreateAnalyzer", new { analyzerName = "example", type = "ACCOUNT" })),
            ["s3-account-block"] = (a => a.Call("s3control", "PutPublicAccessBlock", new { a.AccountId, PublicAccessBlockConfiguration = s_halfBlock }),
                a => a.Call("s3control", "PutPublicAccessBlock", new { a.AccountId, PublicAccessBlockConfiguration = s_block })),
            ["s3-bucket-block"] = (a => a.Bucket("PutPublicAccessBlock", new { Bucket = "example-data", PublicAccessBlockConfiguration = s_halfBlock }), a => a.Bucket("PutPublicAccessBlock", new { Bucket = "example-data", PublicAccessBlockConfiguration = s_block })),
            ["s3-bucket-public"] = (PublicBucket, a =>
            {
                PublicBucket(a);
                a.Call("s3control", "PutPublicAccessBlock", new { a.AccountId, PublicAccessBlockConfiguration = s_block });
            }),
            ["s3-bucket-acls-off"] = (a => a.Bucket("PutBucketOwnershipControls", Ownership("ObjectWriter")), a => a.Bucket("PutBucketOwnershipControls", Ownership("BucketOwnerEnforced"))),
            ["s3-bucket-tls"] = (a => a.Bucket(), a => a.Bucket("PutBucketPolicy", new
            {
                Bucket = "example-data",
                Policy = """{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::example-data","arn:aws:s3:::example-data/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}}}""",
            })),
            ["s3-bucket-versioning"] = (a => a.Bucket(), a => a.Bucket("PutBucketVersioning", new { Bucket = "example-data", VersioningConfiguration = new { Status = "Enabled" } })),
            ["s3-bucket-lifecycle"] = (a => a.Bucket(), a => a.Bucket("PutBucketLifecycleConfiguration", new
            {
                Bucket = "example-data",
                LifecycleConfiguration = new { Rules = new[] { new { ID = "old", Status = "Enabled", Filter = new { Prefix = "" }, NoncurrentVersionExpiration = new { NoncurrentDays = 30 } } } },
            })),
            ["kms-rotation"] = (a => a.Call("kms", "CreateKey"), a => a.Call("kms", "EnableKeyRotation", new { KeyId = Key(a) })),
            ["kms-pending-deletion"] = (a => a.Call("kms", "ScheduleKeyDeletion", new { KeyId = Key(a), PendingWindowInDays = 7 }), a => a.Call("kms", "CreateKey")),
            ["dynamodb-point-in-time-recovery"] = (a => Table(a), a =>
            {
                Table(a);
                a.Pass(1);
                a.Call("dynamodb", "DescribeTable", new { TableName = "example" });
                a.Call("dynamodb", "UpdateContinuousBackups", new { TableName = "example", PointInTimeRecoverySpecification = new { PointInTimeRecoveryEnabled = true } });
            }),
            ["dynamodb-deletion-protection"] = (a => Table(a), a => Table(a, protect: true)),
            ["iam-root-access-key"] = (a => a.InvokeAs(a.Root.AccessKeyId, "iam", "CreateAccessKey", []), _ => { }),
            ["iam-user-mfa"] = (a => a.User(password: true), a =>
            {
                a.User(password: true);
                new IdentityBench(a).Device("somebody");
            }),
            ["iam-user-unused-credentials"] = (a => Old(a, 50), a => Old(a, 40)),
            ["iam-user-inactive"] = (a => Old(a, 95), a => Old(a, 50)),
            ["iam-access-key-age"] = (a => Old(a, 95), a => Old(a, 80)),
            ["iam-access-key-single"] = (a => a.User(keys: 2), a => a.User(keys: 1)),
            ["iam-user-direct-policies"] = (a =>
            {
                a.User();
                a.Call("iam", "PutUserPolicy", new { UserName = "somebody", PolicyName = "own", PolicyDocument = IdentityBench.Allow("s3:ListAllMyBuckets") });
            }, a => a.User()),
            ["iam-group-empty"] = (a => a.Call("iam", "CreateGroup", new { GroupName = "nobody" }), a =>
            {
                a.User();
                a.Call("iam", "CreateGroup", new { GroupName = "team" });
                a.Call("iam", "AddUserToGroup", new { GroupName = "team", UserName = "somebody" });
            }),
            ["iam-password-length"] = (a => Passwords(a, 8, 24), a => Passwords(a, 14, 24)),
            ["iam-password-reuse"] = (a => Passwords(a, 14, 5), a => Passwords(a, 14, 24)),
            ["iam-password-strength"] = (a => a.Call("iam", "UpdateAccountPasswordPolicy", new { MinimumPasswordLength = 20 }), a => Passwords(a, 14, 24)),
            ["iam-support-role"] = (_ => { }, a =>
            {
                a.Profile();
                a.Call("iam", "AttachRolePolicy", new { RoleName = "machine", PolicyArn = "arn:aws:iam::aws:policy/AWSSupportAccess" });
            }),
        };
}
