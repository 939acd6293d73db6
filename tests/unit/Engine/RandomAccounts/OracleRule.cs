using System.Net;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Support;

namespace AwsHardening.UnitTests.Engine.RandomAccounts;

/// <summary>A rule, asked about one packet at a time.</summary>
internal sealed record OracleRule(
    string Id, string GroupId, bool Egress, string Protocol, int From, int To, IPNetwork[] Ranges, string? OtherGroup)
{
    public static OracleRule Of(JsonObject rule, SandboxAccount account) => new(
        (string)rule["SecurityGroupRuleId"]!, (string)rule["GroupId"]!, (bool)rule["IsEgress"]!, (string)rule["IpProtocol"]!, (int?)rule["FromPort"] ?? -1, (int?)rule["ToPort"] ?? -1,
        (string?)rule["CidrIpv4"] is { } v4 ? [IPNetwork.Parse(v4)]
            : (string?)rule["CidrIpv6"] is { } v6 ? [IPNetwork.Parse(v6)]
            : (string?)rule["PrefixListId"] is { } list ? Entries(account, list)
            : [],
        (string?)rule["ReferencedGroupInfo"]?["GroupId"]);

    public bool Means(OracleSide other, IPAddress address) =>
        OtherGroup is not null ? other.Groups.Contains(OtherGroup)
        : Array.Exists(Ranges, range => range.BaseAddress.AddressFamily == address.AddressFamily && range.Contains(address));

    public bool Means((string Protocol, int Port, int Code) packet) => Protocol switch
    {
        "-1" => true,
        "tcp" or "udp" => packet.Protocol == Protocol && From <= packet.Port && packet.Port <= To,
        "icmp" or "icmpv6" => packet.Protocol == Protocol && (From == -1 || From == packet.Port) && (To == -1 || To == packet.Code),
        _ => packet.Protocol == Protocol,
    };

    private static IPNetwork[] Entries(SandboxAccount account, string list) =>
    [
        .. account.Ec2("GetManagedPrefixListEntries", ("PrefixListId", list))["Entries"]!.AsArray()
            .Select(entry => IPNetwork.Parse((string)entry!["Cidr"]!)),
    ];
}
