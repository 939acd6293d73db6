using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Support;
using static AwsHardening.UnitTests.Engine.Support.Ec2Calls;

namespace AwsHardening.UnitTests.Engine.RandomAccounts;

/// <summary>
/// Builds a small account by its own operations. What the account refuses, such as a rule that is there already, is left
/// out: what it accepts is an account that could be.
/// </summary>
internal sealed class RandomAccount
{
    private readonly Random _random;
    private readonly SandboxAccount _account;
    private readonly List<RandomVpc> _vpcs = [];
    private readonly List<(RandomVpc One, RandomVpc Other)> _peered = [];

    private RandomAccount(int seed)
    {
        _random = new Random(seed);
        _account = SandboxAccount.Create(new SandboxOptions { Seed = seed & 0xFFFF });
    }

    /// <summary>Builds an account.</summary>
    /// <param name="seed">The same seed and size give the same account.</param>
    /// <param name="size">1 to 10: how many interfaces and rules.</param>
    public static SandboxAccount Build(int seed, int size)
    {
        var maker = new RandomAccount(seed);
        maker.Make(size);
        return maker._account;
    }

    /// <summary>Builds an account with gates of every kind between its interfaces and before the world.</summary>
    /// <inheritdoc cref="Build"/>
    public static SandboxAccount BuildWithGates(int seed, int size)
    {
        var account = Build(seed, size);
        new RandomGates(account, new Random(seed + 1)).Add();
        return account;
    }

    private void Make(int size)
    {
        var count = Chance(70) ? 2 : _random.Next(1, 4);
        for (var i = 0; i < count; i++)
        {
            _vpcs.Add(RandomVpc.Make(_account, i, ipv6: Chance(40), subnets: _random.Next(1, 4), groups: _random.Next(1, 4)));
        }

        MakePeerings();
        foreach (var vpc in _vpcs)
        {
            MakeGateways(vpc);
        }

        var interfaces = new RandomInterfaces(_account, _random);
        for (var i = 0; i < size + 1; i++)
        {
            interfaces.Add(Pick(_vpcs));
        }

        new RandomRules(_account, _random, _vpcs, _peered).Add(size * 3);
    }

    private void MakePeerings()
    {
        foreach (var (one, other) in from one in _vpcs from other in _vpcs where one.Index < other.Index select (one, other))
        {
            if (!Chance(65))
            {
                continue;
            }

            var id = (string)_account.Ec2("CreateVpcPeeringConnection", ("VpcId", one.Id), ("PeerVpcId", other.Id))
                ["VpcPeeringConnection"]!["VpcPeeringConnectionId"]!;
            var state = _random.Next(10);
            if (state == 0)
            {
                continue;
            }

            _account.Ec2("AcceptVpcPeeringConnection", ("VpcPeeringConnectionId", id));
            _peered.Add((one, other));
            Route(one, other, id);
            Route(other, one, id);
            if (state == 1)
            {
                _account.Ec2("DeleteVpcPeeringConnection", ("VpcPeeringConnectionId", id));
            }
        }

        if (Chance(20))
        {
            PeerAcrossRegions(Pick(_vpcs));
        }
    }

    private void Route(RandomVpc from, RandomVpc to, string peering)
    {
        foreach (var table in from.RouteTables.Where(_ => Chance(85)))
        {
            var destination = Chance(80) ? to.Range : Pick(to.SubnetRanges);
            Try("CreateRoute", ("RouteTableId", table), ("DestinationCidrBlock", destination), ("VpcPeeringConnectionId", peering));
            if (to.Ipv6Range is { } ipv6 && Chance(80))
            {
                Try("CreateRoute", ("RouteTableId", table), ("DestinationIpv6CidrBlock", ipv6), ("VpcPeeringConnectionId", peering));
            }
        }
    }

    private void PeerAcrossRegions(RandomVpc vpc)
    {
        const string Region = "us-west-2";
        var far = (string)_account.Ec2("CreateVpc", Ec2Calls.Object(("CidrBlock", "10.77.0.0/16")), Region)["Vpc"]!["VpcId"]!;
        var id = (string)_account.Ec2(
            "CreateVpcPeeringConnection", ("VpcId", vpc.Id), ("PeerVpcId", far), ("PeerRegion", Region))
            ["VpcPeeringConnection"]!["VpcPeeringConnectionId"]!;
        _account.Ec2("AcceptVpcPeeringConnection", Ec2Calls.Object(("VpcPeeringConnectionId", id)), Region);
        Try("CreateRoute", ("RouteTableId", vpc.RouteTables[0]), ("DestinationCidrBlock", "10.77.0.0/16"), ("VpcPeeringConnectionId", id));
    }

    private void MakeGateways(RandomVpc vpc)
    {
        if (Chance(50))
        {
            var gateway = (string)_account.Ec2("CreateInternetGateway")["InternetGateway"]!["InternetGatewayId"]!;
            _account.Ec2("AttachInternetGateway", ("InternetGatewayId", gateway), ("VpcId", vpc.Id));
            Try("CreateRoute", ("RouteTableId", vpc.RouteTables[0]), ("DestinationCidrBlock", "0.0.0.0/0"), ("GatewayId", gateway));
            if (Chance(40))
            {
                var address = (string)_account.Ec2("AllocateAddress", ("Domain", "vpc"))["AllocationId"]!;
                Try("CreateNatGateway", ("SubnetId", Pick(vpc.Subnets)), ("AllocationId", address));
            }
        }

        if (Chance(15))
        {
            var gateway = (string)_account.Ec2("CreateVpnGateway", ("Type", "ipsec.1"))["VpnGateway"]!["VpnGatewayId"]!;
            _account.Ec2("AttachVpnGateway", ("VpnGatewayId", gateway), ("VpcId", vpc.Id));
            var destination = Chance(50) ? "192.168.0.0/16" : "10.0.0.0/8";
            Try("CreateRoute", ("RouteTableId", Pick(vpc.RouteTables)), ("DestinationCidrBlock", destination), ("GatewayId", gateway));
        }
    }

    private bool Chance(int percent) => _random.Next(100) < percent;

    private T Pick<T>(IReadOnlyList<T> list) => list[_random.Next(list.Count)];

    private void Try(string operation, params (string Name, JsonNode? Value)[] parameters)
    {
        try
        {
            _account.Ec2(operation, parameters);
        }
        catch (AwsErrorException)
        {
            // Not possible there: the account does without.
        }
    }
}
