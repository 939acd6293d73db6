using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Ssm;
using AwsHardening.UnitTests.Engine.Support;

namespace AwsHardening.UnitTests.Engine.RandomAccounts;

/// <summary>Adds random policies, roles, keys, log groups, session preferences and load balancers to an account, by the services' own operations.</summary>
internal sealed class RandomServices(SandboxAccount account, Random random)
{

    private const string Ec2Trust = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

    private const string Ssm = """{"Version":"2012-10-17", "Statement":{"Sid":"é%20 +","Effect":"Allow","Action":["ssm:*","ssmmessages:*"],"Resource":"*"}}""";

    private readonly List<string> _policies = [$"arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore", "arn:aws:iam::aws:policy/ReadOnlyAccess"];
    private readonly List<string> _profiles = [];
    private readonly List<string> _keys = [];

    public static SandboxAccount Fill(SandboxAccount account, int seed)
    {
        var random = new Random(seed);
        var maker = new RandomServices(account, random);
        maker.Times(3, maker.Policy);
        maker.Times(4, maker.Role);
        new RandomUsers(account, random, maker._policies).Fill();
        maker.Times(3, maker.Key);
        maker.Times(3, maker.Group);
        maker.Preferences();
        if (maker.Chance(40))
        {
            maker.Site();
        }

        maker.Agents();

        return account;
    }

    private void Policy(int i)
    {
        var arn = (string)Call("iam", "CreatePolicy", new
        {
            PolicyName = $"policy-{i}", Path = Chance(50) ? "/" : "/team/", PolicyDocument = Ssm, Description = Chance(50) ? "d" : null,
        })["Policy"]!["Arn"]!;
        _policies.Add(arn);
        if (Chance(40))
        {
            Call("iam", "CreatePolicyVersion", new { PolicyArn = arn, PolicyDocument = Ec2Only("s3:*"), SetAsDefault = true });
        }
    }

    private void Role(int i)
    {
        var name = $"role-{i}";
        Call("iam", "CreateRole", new
        {
            RoleName = name, Path = Chance(70) ? "/" : "/a/b/", AssumeRolePolicyDocument = Ec2Trust, Description = Chance(50) ? "what for" : null,
            MaxSessionDuration = Chance(50) ? 7200 : 3600, PermissionsBoundary = Chance(20) ? _policies[^1] : null,
            Tags = Chance(50) ? new[] { new { Key = "Owner", Value = "Ünïcode <&>" } } : null,
        });
        if (Chance(60))
        {
            Call("iam", "PutRolePolicy", new { RoleName = name, PolicyName = $"inline-{i}", PolicyDocument = Chance(50) ? Ssm : Ec2Only("logs:*") });
        }

        foreach (var arn in _policies.Where(_ => Chance(40)).ToList())
        {
            Call("iam", "AttachRolePolicy", new { RoleName = name, PolicyArn = arn });
        }

        var profile = $"profile-{i}";
        Call("iam", "CreateInstanceProfile", new { InstanceProfileName = profile, Tags = Chance(30) ? new[] { new { Key = "k", Value = "" } } : null });
        if (Chance(80))
        {
            Call("iam", "AddRoleToInstanceProfile", new { InstanceProfileName = profile, RoleName = name });
        }

        _profiles.Add(profile);
    }

    private void Key(int i)
    {
        var service = """{"Effect":"Allow","Principal":{"Service":"logs.us-east-1.amazonaws.com"},"Action":"kms:*","Resource":"*"}""";
        var metadata = Call("kms", "CreateKey", new
        {
            Description = Chance(50) ? $"key {i}" : null, Policy = Chance(70) ? $$"""{"Version":"2012-10-17","Statement":[{{service}}]}""" : null,
            Tags = Chance(50) ? new[] { new { TagKey = "Owner", TagValue = "ops" } } : null,
        })["KeyMetadata"]!;
        var id = (string)metadata["KeyId"]!;
        if (Chance(50))
        {
            Call("kms", "EnableKeyRotation", new { KeyId = id });
        }

        if (Chance(70))
        {
            Call("kms", "CreateAlias", new { AliasName = $"alias/key-{i}", TargetKeyId = id });
        }

        if (Chance(20))
        {
            Call("kms", "ScheduleKeyDeletion", new { KeyId = id, PendingWindowInDays = 7 });
        }
        else
        {
            _keys.Add((string)metadata["Arn"]!);
        }

        if (Chance(30))
        {
            Call("kms", "DescribeKey", new { KeyId = "alias/aws/s3" });
        }
    }

    private void Group(int i)
    {
        var name = $"/logs/group.{i}";
        Call("logs", "CreateLogGroup", new { logGroupName = name, tags = Chance(50) ? new { Owner = "\"ops\"" } : null });
        if (Chance(50))
        {
            Call("logs", "PutRetentionPolicy", new { logGroupName = name, retentionInDays = 30 });
        }

        if (_keys.Count > 0 && Chance(50))
        {
            // A key whose policy does not let CloudWatch Logs use it is refused.
            Try(() => Call("logs", "AssociateKmsKey", new { logGroupName = name, kmsKeyId = _keys[0] }));
        }

        if (Chance(50))
        {
            Call("logs", "CreateLogStream", new { logGroupName = name, logStreamName = "kept out" });
        }
    }

    private void Preferences()
    {
        const string name = "SSM-SessionManagerRunShell";
        if (Chance(40))
        {
            Call("ssm", "UpdateServiceSetting", new { SettingId = "/ssm/managed-instance/default-ec2-instance-management-role", SettingValue = "service-role/Host" });
        }

        if (Chance(50))
        {
            Call("ssm", "CreateDocument", new { Name = name, DocumentType = "Session", DocumentFormat = "JSON", Content = Content(0) });
            for (var i = random.Next(3); i > 0; i--)
            {
                Call("ssm", "UpdateDocument", new { Name = name, Content = Content(i), DocumentFormat = "JSON", DocumentVersion = "$LATEST" });
            }

            if (Chance(50))
            {
                Call("ssm", "UpdateDocumentDefaultVersion", new { Name = name, DocumentVersion = Call("ssm", "ListDocumentVersions", new { Name = name })["DocumentVersions"]![0]!["DocumentVersion"] });
            }
        }

        static string Content(int i) =>
            $$$"""{"schemaVersion":"1.0", "sessionType":"Standard_Stream","inputs":{"s3BucketName":"logs-{{{i}}}","idleSessionTimeout":"20"}}""";
    }

    private void Agents()
    {
        foreach (var id in account.All("DescribeInstances", "Reservations").SelectMany(one => one["Instances"]!.AsArray()).Select(one => (string)one!["InstanceId"]!).ToList())
        {
            if (_profiles.Count > 0 && Chance(60))
            {
                // Not where an instance is gone, or has a profile already.
                Try(() => account.Ec2("AssociateIamInstanceProfile", ("InstanceId", id), ("IamInstanceProfile", new JsonObject { ["Name"] = _profiles[random.Next(_profiles.Count)] })));
            }

            // Some report once and fall silent.
            if (Chance(30))
            {
                Call("ssm", "DescribeInstanceInformation", new { });
                account.Service<SsmService>().SilenceAgent(account.Region, id);
            }
            else if (Chance(20))
            {
                account.Service<SsmService>().SetAgentVersion(account.Region, id, "3.3.40.0");
            }
        }
    }

    // A balancer, and a server behind it that reaches the internet, where Systems Manager is.
    private void Site()
    {
        var vpc = (string)account.Ec2("CreateVpc", ("CidrBlock", "10.77.0.0/16"))["Vpc"]!["VpcId"]!;
        var subnets = new[] { "a", "b" }.Select((zone, i) => (string)account.Ec2(
            "CreateSubnet", ("VpcId", vpc), ("CidrBlock", $"10.77.{i}.0/24"), ("AvailabilityZone", account.Region + zone))["Subnet"]!["SubnetId"]!).ToArray();
        var balancer = (string)Call("elbv2", "CreateLoadBalancer", new
        {
            Name = "web-lb", Subnets = subnets, Scheme = "internal", Tags = Chance(50) ? new[] { new { Key = "k", Value = "v" } } : null,
        })["LoadBalancers"]![0]!["LoadBalancerArn"]!;
        var group = (string)Call("elbv2", "CreateTargetGroup", new { Name = "web-tg", Protocol = "HTTP", Port = 80, VpcId = vpc })["TargetGroups"]![0]!["TargetGroupArn"]!;
        var gateway = (string)account.Ec2("CreateInternetGateway")["InternetGateway"]!["InternetGatewayId"]!;
        account.Ec2("AttachInternetGateway", ("InternetGatewayId", gateway), ("VpcId", vpc));
        var table = (string)account.All("DescribeRouteTables", "RouteTables").First(one => (string)one["VpcId"]! == vpc)["RouteTableId"]!;
        account.Ec2("CreateRoute", ("RouteTableId", table), ("DestinationCidrBlock", "0.0.0.0/0"), ("GatewayId", gateway));
        Call("iam", "CreateRole", new { RoleName = "server", AssumeRolePolicyDocument = Ec2Trust });
        Call("iam", "PutRolePolicy", new { RoleName = "server", PolicyName = "ssm", PolicyDocument = Ssm });
        Call("iam", "CreateInstanceProfile", new { InstanceProfileName = "server" });
        Call("iam", "AddRoleToInstanceProfile", new { InstanceProfileName = "server", RoleName = "server" });
        var server = (string)Call("ec2", "RunInstances", new
        {
            ImageId = "ami-0123456789abcdef0", MinCount = 1, MaxCount = 1, IamInstanceProfile = new { Name = "server" },
            NetworkInterfaces = new[] { new { DeviceIndex = 0, SubnetId = subnets[0], AssociatePublicIpAddress = true } },
        })["Instances"]![0]!["InstanceId"]!;
        Call("elbv2", "RegisterTargets", new { TargetGroupArn = group, Targets = new[] { new { Id = server } } });
        if (Chance(70))
        {
            Call("elbv2", "CreateListener", new
            {
                LoadBalancerArn = balancer, Protocol = "HTTP", Port = 80, DefaultActions = new[] { new { Type = "forward", TargetGroupArn = group } },
            });
        }
    }

    private static string Ec2Only(string action) => $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"{{action}}","Resource":"*"}]}""";

    private JsonObject Call(string service, string operation, object parameters) => account.Invoke(
        service, operation, (JsonObject)JsonSerializer.SerializeToNode(parameters, s_options)!);

    private static readonly JsonSerializerOptions s_options = new() { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    private static void Try(Action call)
    {
        try
        {
            call();
        }
        catch (AwsErrorException)
        {
        }
    }

    private void Times(int most, Action<int> make)
    {
        for (var i = random.Next(most + 1); i > 0; i--)
        {
            make(i);
        }
    }

    private bool Chance(int percent) => random.Next(100) < percent;
}
