using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Iam;
using AwsHardening.Sandbox.Templates;
using AwsHardening.UnitTests.SandboxTests.Identity;

namespace AwsHardening.UnitTests.Engine.Reporting;

/// <content>What several examples are made of.</content>
internal static partial class Examples
{
    private const string Repositories = """{"Federated":"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}""";

    private static readonly object s_block = new { BlockPublicAcls = true, IgnorePublicAcls = true, BlockPublicPolicy = true, RestrictPublicBuckets = true };
    private static readonly object s_halfBlock = new { BlockPublicAcls = true, IgnorePublicAcls = false, BlockPublicPolicy = true, RestrictPublicBuckets = false };

    private static string Document(string action, string resource) => $$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"{{action}}","Resource":"{{resource}}"} }""";

    private static string Policy(SandboxAccount account, string action, string resource) =>
        (string)account.Call("iam", "CreatePolicy", new { PolicyName = "example", PolicyDocument = Document(action, resource) })["Policy"]!["Arn"]!;

    private static void Inline(SandboxAccount account, string action, string resource)
    {
        account.Profile();
        account.Call("iam", "PutRolePolicy", new { RoleName = "machine", PolicyName = "own", PolicyDocument = Document(action, resource) });
    }

    private static string Role(SandboxAccount account, string principal, string condition = "{}", string action = "sts:AssumeRole") => (string)account.Call("iam", "CreateRole", new
    {
        RoleName = "example", AssumeRolePolicyDocument = AuditScene.Trust(principal, condition).Replace("sts:AssumeRole", action, StringComparison.Ordinal),
    })["Role"]!["Arn"]!;

    private static void Administrator(SandboxAccount account, string condition)
    {
        Role(account, $$"""{"AWS":"arn:aws:iam::{{account.AccountId}}:root"}""", condition);
        account.Call("iam", "AttachRolePolicy", new { RoleName = "example", PolicyArn = "arn:aws:iam::aws:policy/AdministratorAccess" });
    }

    private static void Certificate(SandboxAccount account)
    {
        using var key = System.Security.Cryptography.ECDsa.Create();
        using var made = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=example.com", key, System.Security.Cryptography.HashAlgorithmName.SHA256)
            .CreateSelfSigned(account.Clock.GetUtcNow(), account.Clock.GetUtcNow().AddDays(365));
        account.Call("iam", "UploadServerCertificate", new { ServerCertificateName = "example", CertificateBody = made.ExportCertificatePem(), PrivateKey = "none" });
    }

    private static void KeyWith(SandboxAccount account, string condition) => account.Call("kms", "CreateKey", new
    {
        Policy = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{account.AccountId}}:root"},"Action":"kms:*","Resource":"*"},{"Effect":"Allow","Principal":"*","Action":"kms:Decrypt","Resource":"*","Condition":{{condition}}}]}""",
    });

    private static string OtherAccount(string action) =>
        $$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::999988887777:root"},"Action":"{{action}}","Resource":"arn:aws:s3:::example-data"} }""";

    private static void Logged(SandboxAccount account)
    {
        account.Call("s3", "CreateBucket", new { Bucket = "example-access" });
        account.Bucket("PutBucketLogging", new { Bucket = "example-data", BucketLoggingStatus = new { LoggingEnabled = new { TargetBucket = "example-access", TargetPrefix = "" } } });
        account.Call("s3", "PutBucketLogging", new { Bucket = "example-access", BucketLoggingStatus = new { LoggingEnabled = new { TargetBucket = "example-access", TargetPrefix = "own/" } } });
    }

    private static void LogPolicy(SandboxAccount account, string principal) => account.Call("logs", "PutResourcePolicy", new
    {
        policyName = "example", policyDocument = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{{principal}},"Action":"logs:PutLogEvents","Resource":"*"}]}""",
    });

    private static string LogKey(SandboxAccount account) => (string)account.Call("kms", "CreateKey", new
    {
        Policy = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{account.AccountId}}:root"},"Action":"kms:*","Resource":"*"},{"Effect":"Allow","Principal":{"Service":"logs.us-east-1.amazonaws.com"},"Action":["kms:Encrypt*","kms:Decrypt*","kms:ReEncrypt*","kms:GenerateDataKey*","kms:Describe*"],"Resource":"*"}]}""",
    })["KeyMetadata"]!["Arn"]!;

    private static void Preferences(SandboxAccount account, string inputs)
    {
        new Fnd203Template().Build(account);
        account.Call("ssm", "CreateDocument", new
        {
            Name = "SSM-SessionManagerRunShell", DocumentType = "Session", Content = $$"""{"schemaVersion":"1.0","description":"example","sessionType":"Standard_Stream","inputs":{{inputs}}}""",
        });
    }

    private static void DetectorWithout(SandboxAccount account, string feature) =>
        account.Call("guardduty", "CreateDetector", new { Enable = true, Features = new[] { new { Name = feature, Status = "DISABLED" } } });

    private static string ConfigRole(SandboxAccount account) => $"arn:aws:iam::{account.AccountId}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig";

    private static void PeeringRoute(SandboxAccount account, string range)
    {
        var here = account.Vpc();
        var there = (string)account.Call("ec2", "CreateVpc", new { CidrBlock = "10.8.0.0/16" })["Vpc"]!["VpcId"]!;
        var peering = (string)account.Call("ec2", "CreateVpcPeeringConnection", new { VpcId = here, PeerVpcId = there })["VpcPeeringConnection"]!["VpcPeeringConnectionId"]!;
        account.Call("ec2", "AcceptVpcPeeringConnection", new { VpcPeeringConnectionId = peering });
        var table = account.Call("ec2", "DescribeRouteTables", new { Filters = new[] { new { Name = "vpc-id", Values = new[] { here } } } })["RouteTables"]![0]!["RouteTableId"]!;
        account.Call("ec2", "CreateRoute", new { RouteTableId = (string)table!, DestinationCidrBlock = range, VpcPeeringConnectionId = peering });
    }

    private static void Listener(SandboxAccount account, string policy)
    {
        new Fnd203Template().Build(account);
        var group = (string)account.Call("elbv2", "DescribeTargetGroups")["TargetGroups"]![0]!["TargetGroupArn"]!;
        account.Call("elbv2", "CreateListener", new
        {
            LoadBalancerArn = Balancer(account), Protocol = "HTTPS", Port = 443, SslPolicy = policy, DefaultActions = new[] { new { Type = "forward", TargetGroupArn = group } },
        });
    }

    private static void Attribute(SandboxAccount account, string key)
    {
        new Fnd203Template().Build(account);
        account.Call("elbv2", "ModifyLoadBalancerAttributes", new { LoadBalancerArn = Balancer(account), Attributes = new[] { new { Key = key, Value = "true" } } });
    }

    private static void EmptyDefaultGroup(SandboxAccount account, string vpc)
    {
        var group = account.Call("ec2", "DescribeSecurityGroups", new { Filters = new[] { new { Name = "vpc-id", Values = new[] { vpc } } } })["SecurityGroups"]![0]!;
        var id = (string)group["GroupId"]!;
        account.Invoke("ec2", "RevokeSecurityGroupIngress", new() { ["GroupId"] = id, ["IpPermissions"] = group["IpPermissions"]!.DeepClone() });
        account.Invoke("ec2", "RevokeSecurityGroupEgress", new() { ["GroupId"] = id, ["IpPermissions"] = group["IpPermissionsEgress"]!.DeepClone() });
    }

    private static string GroupBeside(SandboxAccount account)
    {
        var vpc = (string)account.Call("ec2", "DescribeVpcs")["Vpcs"]!.AsArray()[^1]!["VpcId"]!;
        return (string)account.Call("ec2", "CreateSecurityGroup", new { GroupName = "used", Description = "used", VpcId = vpc })["GroupId"]!;
    }

    private static string Acl(SandboxAccount account, string vpc) =>
        (string)account.Call("ec2", "DescribeNetworkAcls", new { Filters = new[] { new { Name = "vpc-id", Values = new[] { vpc } } } })["NetworkAcls"]![0]!["NetworkAclId"]!;

    private static void CloseDefaultAcl(SandboxAccount account, string vpc) => account.Call(
        "ec2", "DeleteNetworkAclEntry", new { NetworkAclId = Acl(account, vpc), RuleNumber = 100, Egress = false });

    private static void UsedAcl(SandboxAccount account)
    {
        var vpc = account.Vpc();
        account.Subnet(vpc);
        var association = account.Call("ec2", "DescribeNetworkAcls")["NetworkAcls"]!.AsArray().SelectMany(acl => acl!["Associations"]!.AsArray()).First()!["NetworkAclAssociationId"]!;
        var own = account.Call("ec2", "CreateNetworkAcl", new { VpcId = vpc })["NetworkAcl"]!["NetworkAclId"]!;
        account.Call("ec2", "ReplaceNetworkAclAssociation", new { AssociationId = (string)association!, NetworkAclId = (string)own! });
    }

    private static void FlowLog(SandboxAccount account, string vpc)
    {
        account.Call("s3", "CreateBucket", new { Bucket = "example-flows" });
        account.Call("ec2", "CreateFlowLogs", new { ResourceType = "VPC", ResourceIds = new[] { vpc }, TrafficType = "ALL", LogDestinationType = "s3", LogDestination = "arn:aws:s3:::example-flows" });
    }

    private static void Objects(SandboxAccount account, string kind)
    {
        account.Trail();
        account.Call("cloudtrail", "PutEventSelectors", new
        {
            TrailName = "example",
            EventSelectors = new[] { new { ReadWriteType = kind, IncludeManagementEvents = true, DataResources = new[] { new { Type = "AWS::S3::Object", Values = new[] { "arn:aws:s3" } } } } },
        });
    }

    private static void PublicBucket(SandboxAccount account)
    {
        account.Bucket();
        Open(account, "example-data");
    }

    private static void Open(SandboxAccount account, string bucket)
    {
        account.Call("s3", "DeletePublicAccessBlock", new { Bucket = bucket });
        account.Call("s3", "PutBucketPolicy", new
        {
            Bucket = bucket, Policy = $$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::{{bucket}}/*"} }""",
        });
    }

    private static object Ownership(string owner) =>
        new { Bucket = "example-data", OwnershipControls = new { Rules = new[] { new { ObjectOwnership = owner } } } };

    private static string Key(SandboxAccount account) => (string)account.Call("kms", "CreateKey")["KeyMetadata"]!["KeyId"]!;

    private static void Table(SandboxAccount account, bool protect = false) => account.Call("dynamodb", "CreateTable", new
    {
        TableName = "example", BillingMode = "PAY_PER_REQUEST", DeletionProtectionEnabled = protect,
        AttributeDefinitions = new[] { new { AttributeName = "KeyId", AttributeType = "S" } }, KeySchema = new[] { new { AttributeName = "KeyId", KeyType = "HASH" } },
    });

    private static void Database(SandboxAccount account, object settings)
    {
        var parameters = (System.Text.Json.Nodes.JsonObject)System.Text.Json.JsonSerializer.SerializeToNode(settings)!;
        (parameters["DBInstanceIdentifier"], parameters["DBInstanceClass"], parameters["Engine"]) = ("example", "db.t4g.micro", "postgres");
        account.Invoke("rds", "CreateDBInstance", parameters);
    }

    private static void Contact(SandboxAccount account) => account.Call("account", "PutAlternateContact", new
    {
        AlternateContactType = "SECURITY", Name = "Somebody", Title = "On duty", EmailAddress = "security@example.com", PhoneNumber = "+1 555 0100",
    });

    private static void Old(SandboxAccount account, int days)
    {
        account.User(keys: 1);
        account.Pass(days);
    }

    private static void Passwords(SandboxAccount account, int length, int remembered) => account.Call("iam", "UpdateAccountPasswordPolicy", new
    {
        MinimumPasswordLength = length, PasswordReusePrevention = remembered, RequireUppercaseCharacters = true, RequireLowercaseCharacters = true,
        RequireNumbers = true, RequireSymbols = true,
    });

    private static string TrailKey(SandboxAccount account) => (string)account.Call("kms", "CreateKey", new
    {
        Policy = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{account.AccountId}}:root"},"Action":"kms:*","Resource":"*"},{"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":["kms:GenerateDataKey*","kms:DescribeKey","kms:Decrypt"],"Resource":"*"}]}""",
    })["KeyMetadata"]!["Arn"]!;

    private static object LogGroup(SandboxAccount account)
    {
        account.Call("logs", "CreateLogGroup", new { logGroupName = "trail" });
        account.Call("iam", "CreateRole", new { RoleName = "trail", AssumeRolePolicyDocument = AuditScene.Trust("""{"Service":"cloudtrail.amazonaws.com"}""") });
        account.Call("iam", "PutRolePolicy", new { RoleName = "trail", PolicyName = "logs", PolicyDocument = IdentityBench.Allow("logs:*") });
        return new
        {
            CloudWatchLogsLogGroupArn = $"arn:aws:logs:us-east-1:{account.AccountId}:log-group:trail:*",
            CloudWatchLogsRoleArn = $"arn:aws:iam::{account.AccountId}:role/trail",
        };
    }

    private static void Recorder(SandboxAccount account)
    {
        account.Call("s3", "CreateBucket", new { Bucket = "example-config" });
        account.Call("s3", "PutBucketPolicy", new
        {
            Bucket = "example-config",
            Policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"config.amazonaws.com"},"Action":"s3:*","Resource":["arn:aws:s3:::example-config","arn:aws:s3:::example-config/*"]}]}""",
        });
        account.Call("iam", "CreateServiceLinkedRole", new { AWSServiceName = "config.amazonaws.com" });
        account.Call("config", "PutConfigurationRecorder", new
        {
            ConfigurationRecorder = new
            {
                name = "default", roleARN = ConfigRole(account),
                recordingGroup = new { allSupported = true, includeGlobalResourceTypes = true },
            },
        });
        account.Call("config", "PutDeliveryChannel", new { DeliveryChannel = new { name = "default", s3BucketName = "example-config" } });
    }

    private static void OpenPoc(SandboxAccount account)
    {
        new Fnd203Template().Build(account);
        var group = account.Call("ec2", "DescribeSecurityGroups")["SecurityGroups"]!.AsArray().First(one => ((string)one!["GroupName"]!).StartsWith("PoC", StringComparison.Ordinal))!["GroupId"]!;
        account.Call("ec2", "AuthorizeSecurityGroupIngress", new { GroupId = (string)group!, IpPermissions = new[] { AuditScene.In(22) } });
    }

    private static string Balancer(SandboxAccount account) => (string)account.Call("elbv2", "DescribeLoadBalancers")["LoadBalancers"]![0]!["LoadBalancerArn"]!;

    private static void RootDevice(SandboxAccount account)
    {
        var root = account.Root.AccessKeyId;
        var made = account.InvokeAs(root, "iam", "CreateVirtualMFADevice", new() { ["VirtualMFADeviceName"] = "root" })["VirtualMFADevice"]!;
        var serial = (string)made["SerialNumber"]!;
        var seed = account.Service<IamService>().State.VirtualDevices[serial].Seed;
        var step = TimeBasedCode.Step(account.Clock.GetUtcNow());
        account.InvokeAs(root, "iam", "EnableMFADevice", new()
        {
            ["SerialNumber"] = serial, ["AuthenticationCode1"] = TimeBasedCode.Of(seed, step - 1), ["AuthenticationCode2"] = TimeBasedCode.Of(seed, step),
        });
    }
}
