using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Iam;
using AwsHardening.Sandbox.Templates;
using AwsHardening.UnitTests.SandboxTests.Identity;

namespace AwsHardening.UnitTests.Engine.Reporting;

/// <content>What several examples are made of.</content>
internal static partial class Examples
{
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
        account.Bucket("DeletePublicAccessBlock", new { Bucket = "example-data" });
        account.Call("s3", "PutBucketPolicy", new
        {
            Bucket = "example-data",
            Policy = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::example-data/*"}}""",
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
                name = "default", roleARN = $"arn:aws:iam::{account.AccountId}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig",
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
