using System.Globalization;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>Reads and checks an entry of a network ACL.</summary>
internal static class AclEntryReader
{
    private const int LargestNumber = 32766;

    public static AclEntry Read(Ec2Input input)
    {
        var number = Number(input);
        var egress = input.Flag("Egress") ?? throw Ec2Errors.MissingParameter("egress");
        var action = input.Required("RuleAction");
        if (action is not ("allow" or "deny"))
        {
            throw Ec2Errors.InvalidValue($"Value ({action}) for parameter ruleAction is invalid.");
        }

        var entry = new AclEntry(number, egress, Protocol(input.Required("Protocol")), action, Range(input));
        return entry.Protocol switch
        {
            "6" or "17" => Ports(entry, input.Item("PortRange")),
            "1" or "58" => Icmp(entry, input.Item("IcmpTypeCode")),
            _ => entry,
        };
    }

    public static int Number(Ec2Input input)
    {
        var number = input.RequiredNumber("RuleNumber");
        return number is >= 1 and <= LargestNumber
            ? number
            : throw Ec2Errors.InvalidValue($"Invalid value '{number}' for ruleNumber. Rule number must be in the range [1..{LargestNumber}]");
    }

    /// <summary>Network ACLs keep protocols as numbers.</summary>
    private static string Protocol(string text) => text.ToLowerInvariant() switch
    {
        "tcp" => "6",
        "udp" => "17",
        "icmp" => "1",
        "icmpv6" => "58",
        "-1" or "all" => "-1",
        _ => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 255
            ? number.ToString(CultureInfo.InvariantCulture)
            : throw Ec2Errors.InvalidValue($"Invalid value '{text}' for protocol. Unknown protocol."),
    };

    private static Cidr Range(Ec2Input input)
    {
        var (ipv4, ipv6) = (input.Text("CidrBlock"), input.Text("Ipv6CidrBlock"));
        return ipv4 is null == ipv6 is null
            ? throw Ec2Errors.MissingParameter("cidrBlock or ipv6CidrBlock")
            : Cidr.Parse(ipv4 ?? ipv6!, ipv6 is not null)
                ?? throw Ec2Errors.NotACidr(ipv4 ?? ipv6!, ipv6 is null ? "cidrBlock" : "ipv6CidrBlock");
    }

    private static AclEntry Ports(AclEntry entry, Ec2Input? range)
    {
        var (from, to) = range is null
            ? throw Ec2Errors.MissingParameter("portRange")
            : (range.RequiredNumber("From"), range.RequiredNumber("To"));
        return from is >= 0 and <= 65535 && to is >= 0 and <= 65535 && from <= to
            ? entry with { FromPort = from, ToPort = to }
            : throw Ec2Errors.InvalidValue($"Invalid TCP/UDP port range ({from}:{to})");
    }

    private static AclEntry Icmp(AclEntry entry, Ec2Input? typeCode) => typeCode is null
        ? throw Ec2Errors.MissingParameter("icmpTypeCode")
        : entry with { IcmpType = typeCode.RequiredNumber("Type"), IcmpCode = typeCode.RequiredNumber("Code") };
}
