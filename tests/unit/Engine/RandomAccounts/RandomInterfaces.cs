using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Support;
using static AwsHardening.UnitTests.Engine.Support.Ec2Calls;

namespace AwsHardening.UnitTests.Engine.RandomAccounts;

/// <summary>Puts interfaces of every kind into a VPC: most are servers', some of several groups and many addresses.</summary>
internal sealed class RandomInterfaces(SandboxAccount account, Random random)
{
    private static readonly string[] s_services = ["ssm", "ec2", "kms", "logs", "sts", "sns", "sqs"];
    private int _service;

    public void Add(RandomVpc vpc)
    {
        var kind = random.Next(100);
        try
        {
            switch (kind)
            {
                case < 70: Server(vpc); break;
                case < 78: Detached(vpc); break;
                case < 86: Endpoint(vpc); break;
                case < 92: InstanceConnect(vpc); break;
                default: account.Ec2("CreateNatGateway", ("SubnetId", Subnet(vpc)), ("ConnectivityType", "private")); break;
            }
        }
        catch (AwsErrorException)
        {
            // A second Instance Connect endpoint, for one: AWS allows one.
        }
    }

    private void Server(RandomVpc vpc)
    {
        var answer = account.Ec2(
            "RunInstances", ("ImageId", "ami-12345678"), ("MinCount", 1), ("MaxCount", 1), ("SubnetId", Subnet(vpc)),
            ("SecurityGroupIds", Texts(Groups(vpc))));
        var eni = (string)answer["Instances"]![0]!["NetworkInterfaces"]![0]!["NetworkInterfaceId"]!;
        if (random.Next(100) < 30)
        {
            account.Ec2(
                "AssignPrivateIpAddresses", ("NetworkInterfaceId", eni), ("SecondaryPrivateIpAddressCount", random.Next(1, 3)));
        }

        if (vpc.Ipv6Range is not null && random.Next(100) < 60)
        {
            account.Ec2("AssignIpv6Addresses", ("NetworkInterfaceId", eni), ("Ipv6AddressCount", 1));
        }
    }

    private void Detached(RandomVpc vpc) =>
        account.Ec2("CreateNetworkInterface", ("SubnetId", Subnet(vpc)), ("Groups", Texts(Groups(vpc))));

    private void Endpoint(RandomVpc vpc) => account.Ec2(
        "CreateVpcEndpoint", ("VpcEndpointType", "Interface"), ("VpcId", vpc.Id),
        ("ServiceName", $"com.amazonaws.{account.Region}.{s_services[_service++ % s_services.Length]}"),
        ("SubnetIds", Texts(Subnet(vpc))), ("SecurityGroupIds", Texts(Groups(vpc))), ("PrivateDnsEnabled", false));

    private void InstanceConnect(RandomVpc vpc) =>
        account.Ec2("CreateInstanceConnectEndpoint", ("SubnetId", Subnet(vpc)), ("SecurityGroupIds", Texts(Groups(vpc))));

    private string Subnet(RandomVpc vpc) => vpc.Subnets[random.Next(vpc.Subnets.Count)];

    private string[] Groups(RandomVpc vpc) =>
        [.. vpc.Groups.OrderBy(_ => random.Next()).Take(random.Next(100) < 60 ? 1 : random.Next(1, vpc.Groups.Count + 1))];
}
