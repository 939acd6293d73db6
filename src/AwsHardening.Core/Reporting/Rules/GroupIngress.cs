using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>What security group rules let in.</summary>
internal static class GroupIngress
{
    /// <summary>The ports of remote administration: SSH and RDP.</summary>
    public static readonly int[] AdminPorts = [22, 3389];

    /// <summary>The rules of a group that let in from ranges.</summary>
    public static IEnumerable<AuditResource> Of(AuditResource group, AuditPlace place) =>
        place.With(FactTypes.SecurityGroupRules, "GroupId", group["GroupId"].Text).Where(rule => rule["IsEgress"].Flag != true);

    /// <summary>The range that a rule lets in; null where it names a group or a prefix list.</summary>
    public static Cidr? Range(AuditResource rule) =>
        (rule["CidrIpv4"].Text ?? rule["CidrIpv6"].Text) is { Length: > 0 } range ? Cidr.Parse(range) : null;

    public static bool IsWorld(AuditResource rule) => Range(rule)?.IsWorld == true;

    public static bool IsAllTraffic(AuditResource rule) => rule["IpProtocol"].Text == "-1";

    /// <summary>True where the rule lets a TCP or UDP port in.</summary>
    public static bool Opens(AuditResource rule, int port) => IsAllTraffic(rule)
        || (rule["IpProtocol"].Text is "tcp" or "udp" or "6" or "17" && (rule["FromPort"].Number is null or -1 || (rule["FromPort"].Number <= port && rule["ToPort"].Number >= port)));

    /// <summary>A rule in words: <c>sgr-1: tcp 22-22 from 0.0.0.0/0</c>.</summary>
    public static (string, object?) Evidence(AuditResource rule) => (rule["SecurityGroupRuleId"].ToString(),
        $"{rule["IpProtocol"]} {rule["FromPort"]}-{rule["ToPort"]} from {rule["CidrIpv4"].Text ?? rule["CidrIpv6"].Text ?? rule["ReferencedGroupInfo.GroupId"].Text ?? rule["PrefixListId"].Text}");

    /// <summary>The verdict on a group: kept where none of its rules is of some kind.</summary>
    public static Verdict None(IEnumerable<AuditResource> rules, string what)
    {
        var found = rules.ToArray();
        return Verdict.When(found.Length == 0, $"no rule lets {what} in", $"{found.Length} of its rules let {what} in", [.. found.Select(Evidence)]);
    }

    /// <summary>The same, repaired where the rules are of admin ports alone: there Session Manager is another way in.</summary>
    public static Verdict NoneButAdmin(IEnumerable<AuditResource> rules, string what)
    {
        var found = rules.ToArray();
        return None(found, what).LeftBecause(Array.TrueForAll(found, IsAdminAlone) ? null : "who needs ports that are no admin ports is known to you alone.");
    }

    /// <summary>The command that closes the admin ports of a group.</summary>
    public static string Closing(AuditResource group, AuditPlace place, string source) =>
        $"Remove-AdminIngress -GroupId {group["GroupId"]} -Source {source} -UdpPort {string.Join(", ", AdminPorts)} -Region {place.Name}";

    private static bool IsAdminAlone(AuditResource rule) => rule["IpProtocol"].Text is "tcp" or "udp" or "6" or "17"
        && rule["FromPort"].Number is { } port && port == rule["ToPort"].Number && Array.Exists(AdminPorts, one => one == port);
}
