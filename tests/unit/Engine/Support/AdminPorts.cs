using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using static AwsHardening.UnitTests.Engine.Support.Ec2Calls;

namespace AwsHardening.UnitTests.Engine.Support;

/// <summary>Opens admin ports in FND203's groups as people do who are in a hurry.</summary>
internal static class AdminPorts
{
    /// <summary>The ids of the rules made, in order: SSH, all TCP ports, all traffic, all ports by IPv6.</summary>
    public static IReadOnlyList<string> Open(SandboxAccount account)
    {
        var web = GroupNamed(account, "WebApp Web Server Security Group");
        var poc = GroupNamed(account, "PoC Web Server Security Group");
        return
        [
            account.Authorize(web, egress: false, Tcp(22, "0.0.0.0/0", "for the weekend"), Tags(("Owner", "dev"))),
            account.Authorize(web, egress: false, Permission("tcp", 0, 65535, ("IpRanges", "CidrIp", "0.0.0.0/0"), "everything"), Tags(("Owner", "ops"))),
            account.Authorize(poc, egress: false, Permission("-1", null, null, ("IpRanges", "CidrIp", "0.0.0.0/0"), "all of it")),
            account.Authorize(poc, egress: false, Permission("tcp", 20, 443, ("Ipv6Ranges", "CidrIpv6", "::/0"), "")),
        ];
    }

    public static string GroupNamed(SandboxAccount account, string name) => (string)account.All("DescribeSecurityGroups", "SecurityGroups")
        .Single(group => (string)group["GroupName"]! == name)["GroupId"]!;

    /// <summary>A rule as Authorize takes it.</summary>
    public static JsonObject Permission(
        string protocol, int? from, int? to, (string List, string Member, string Value) source, string description)
    {
        var other = Object((source.Member, source.Value));
        if (description.Length > 0)
        {
            other["Description"] = description;
        }

        var permission = Object(("IpProtocol", protocol), (source.List, new JsonArray(other)));
        if (from is not null)
        {
            permission["FromPort"] = from;
            permission["ToPort"] = to;
        }

        return permission;
    }
}
