using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Core.Reporting;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Support;

namespace AwsHardening.UnitTests.Engine.Reporting;

/// <summary>Audits of embedded accounts, and the calls that examples are made of.</summary>
internal static class AuditScene
{
    public static async Task<IReadOnlyList<HardeningFinding>> AuditAsync(SandboxAccount account, AuditOptions? options = null, TestHost? host = null)
    {
        using var rehearsal = new Rehearsal(account);
        List<HardeningFinding> found = [];
        await foreach (var finding in AuditOperation.AuditAsync(
            rehearsal.Session, options ?? new AuditOptions { Region = [account.Region] }, host ?? new TestHost(), Xunit.TestContext.Current.CancellationToken))
        {
            found.Add(finding);
        }

        return found;
    }

    public static JsonObject Call(this SandboxAccount account, string service, string operation, object? parameters = null) =>
        account.Invoke(service, operation, (JsonObject)JsonSerializer.SerializeToNode(parameters ?? new { })!);

    public static string Vpc(this SandboxAccount account) => (string)account.Call("ec2", "CreateVpc", new { CidrBlock = "10.9.0.0/16" })["Vpc"]!["VpcId"]!;

    public static string Subnet(this SandboxAccount account, string vpc) =>
        (string)account.Call("ec2", "CreateSubnet", new { VpcId = vpc, CidrBlock = "10.9.0.0/24" })["Subnet"]!["SubnetId"]!;

    /// <summary>A group in a VPC of its own, with rules that let in.</summary>
    public static string Group(this SandboxAccount account, params object[] permissions)
    {
        var id = (string)account.Call("ec2", "CreateSecurityGroup", new { GroupName = "example", Description = "example", VpcId = account.Vpc() })["GroupId"]!;
        if (permissions.Length > 0)
        {
            account.Call("ec2", "AuthorizeSecurityGroupIngress", new { GroupId = id, IpPermissions = permissions });
        }

        return id;
    }

    public static object In(int port, string range = "0.0.0.0/0", string protocol = "tcp") => range.Contains(':', StringComparison.Ordinal)
        ? new { IpProtocol = protocol, FromPort = port, ToPort = port, Ipv6Ranges = new[] { new { CidrIpv6 = range } } }
        : protocol == "-1" ? new { IpProtocol = protocol, IpRanges = new[] { new { CidrIp = range } } }
        : new { IpProtocol = protocol, FromPort = port, ToPort = port, IpRanges = new[] { new { CidrIp = range } } };

    public static string Instance(this SandboxAccount account, bool publicAddress = false, string tokens = "optional", object? profile = null)
    {
        var subnet = account.Subnet(account.Vpc());
        var made = account.Call("ec2", "RunInstances", new
        {
            ImageId = "ami-0123456789abcdef0", InstanceType = "t2.micro", MinCount = 1, MaxCount = 1, IamInstanceProfile = profile,
            MetadataOptions = new { HttpTokens = tokens },
            NetworkInterfaces = new[] { new { DeviceIndex = 0, SubnetId = subnet, AssociatePublicIpAddress = publicAddress } },
        });
        account.Call("ec2", "DescribeInstances");
        return (string)made["Instances"]![0]!["InstanceId"]!;
    }

    public static void Profile(this SandboxAccount account)
    {
        account.Call("iam", "CreateRole", new { RoleName = "machine", AssumeRolePolicyDocument = Trust("""{"Service":"ec2.amazonaws.com"}""") });
        account.Call("iam", "CreateInstanceProfile", new { InstanceProfileName = "machine" });
        account.Call("iam", "AddRoleToInstanceProfile", new { InstanceProfileName = "machine", RoleName = "machine" });
    }

    public static string Trust(string principal, string condition = "{}") =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{{principal}},"Action":"sts:AssumeRole","Condition":{{condition}}}]}""";

    /// <summary>A trail with a bucket that takes what it delivers.</summary>
    public static void Trail(this SandboxAccount account, bool logging = true, bool allRegions = true, object? extra = null)
    {
        var arn = "arn:aws:s3:::example-logs";
        account.Call("s3", "CreateBucket", new { Bucket = "example-logs" });
        account.Call("s3", "PutBucketPolicy", new
        {
            Bucket = "example-logs",
            Policy = $$$$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"s3:GetBucketAcl","Resource":"{{{{arn}}}}"},{"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"s3:PutObject","Resource":"{{{{arn}}}}/*","Condition":{"StringEquals":{"s3:x-amz-acl":"bucket-owner-full-control"}}}]}""",
        });
        var parameters = (JsonObject)JsonSerializer.SerializeToNode(extra ?? new { })!;
        parameters["Name"] = "example";
        parameters["S3BucketName"] = "example-logs";
        parameters["IsMultiRegionTrail"] = allRegions;
        parameters["IncludeGlobalServiceEvents"] ??= true;
        account.Invoke("cloudtrail", "CreateTrail", parameters);
        if (logging)
        {
            account.Call("cloudtrail", "StartLogging", new { Name = "example" });
        }
    }

    public static void User(this SandboxAccount account, string name = "somebody", bool password = false, int keys = 0)
    {
        account.Call("iam", "CreateUser", new { UserName = name });
        if (password)
        {
            account.Call("iam", "CreateLoginProfile", new { UserName = name, Password = "Correct-horse-7-battery" });
        }

        for (var key = 0; key < keys; key++)
        {
            account.Call("iam", "CreateAccessKey", new { UserName = name });
        }
    }

    public static void Pass(this SandboxAccount account, int days) => ((SteppingClock)account.Clock).Advance(TimeSpan.FromDays(days));

    public static void Bucket(this SandboxAccount account, string operation = "", object? parameters = null)
    {
        account.Call("s3", "CreateBucket", new { Bucket = "example-data" });
        if (operation.Length > 0)
        {
            account.Call("s3", operation, parameters);
        }
    }
}
