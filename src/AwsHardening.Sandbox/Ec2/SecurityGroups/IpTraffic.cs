using System.Globalization;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>
/// Protocol and ports of a rule in the form EC2 keeps them: tcp, udp, icmp and icmpv6 by name, others by number, -1 for
/// all; ports (for ICMP type and code) only where the protocol has them.
/// </summary>
internal sealed record IpTraffic(string Protocol, int? FromPort, int? ToPort)
{
    public static readonly IpTraffic All = new("-1", null, null);

    /// <exception cref="AwsErrorException">An unknown protocol, or ports that the protocol cannot have.</exception>
    public static IpTraffic Read(Ec2Input input)
    {
        var protocol = Normalise(input.Required("IpProtocol"));
        var (from, to) = (input.Number("FromPort"), input.Number("ToPort"));
        return protocol switch
        {
            "tcp" or "udp" => Ports(protocol, from, to),
            "icmp" or "icmpv6" => Icmp(protocol, from ?? -1, to ?? -1),
            // Ports of any other protocol are ignored, and all are open.
            _ => new IpTraffic(protocol, null, null),
        };
    }

    /// <summary>The words of AWS's message about a duplicate rule.</summary>
    public string Describe() => Protocol switch
    {
        "-1" => "ALL",
        "tcp" or "udp" => $"{Protocol.ToUpperInvariant()}, from port: {FromPort}, to port: {ToPort}",
        "icmp" or "icmpv6" => $"{Protocol.ToUpperInvariant()}, type: {OrAll(FromPort)}, code: {OrAll(ToPort)}",
        _ => $"PROTOCOL {Protocol}",
    };

    private static string OrAll(int? value) => value is -1 or null ? "ALL" : value.Value.ToString(CultureInfo.InvariantCulture);

    private static string Normalise(string text)
    {
        switch (text.ToLowerInvariant())
        {
            case "tcp" or "6":
                return "tcp";
            case "udp" or "17":
                return "udp";
            case "icmp" or "1":
                return "icmp";
            case "icmpv6" or "58":
                return "icmpv6";
            case "-1":
                return "-1";
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 255
            ? number.ToString(CultureInfo.InvariantCulture)
            : throw Ec2Errors.InvalidValue($"Invalid value '{text}' for IP protocol. Unknown protocol.");
    }

    private static IpTraffic Ports(string protocol, int? from, int? to)
    {
        if (from is not { } first || to is not { } last)
        {
            throw Ec2Errors.InvalidValue("Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.");
        }

        foreach (var port in new[] { first, last }.Where(port => port is < 0 or > 65535))
        {
            throw Ec2Errors.InvalidValue($"TCP/UDP port ({port}) out of range");
        }

        return first <= last
            ? new IpTraffic(protocol, first, last)
            : throw Ec2Errors.InvalidValue($"Invalid TCP/UDP port range ({first}:{last})");
    }

    private static IpTraffic Icmp(string protocol, int type, int code)
    {
        if (type is < -1 or > 255)
        {
            throw Ec2Errors.InvalidValue($"ICMP type ({type}) out of range");
        }

        return code is < -1 or > 255 || (type == -1 && code != -1)
            ? throw Ec2Errors.InvalidValue($"ICMP code ({code}) out of range")
            : new IpTraffic(protocol, type, code);
    }
}
