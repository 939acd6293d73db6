using AwsHardening.Seam;

namespace AwsHardening.Core.Network;

/// <summary>What can be wrong with a rule or a group that a user names.</summary>
internal static class NetworkErrors
{
    public static OperationError GroupNotFound(string idOrName) => new(
        "SecurityGroupNotFound", OperationErrorCategory.ObjectNotFound, $"No security group '{idOrName}' is in this account and Region.",
        "List the groups with Get-SgRule, or check -Region.", idOrName);

    public static OperationError RuleNotFound(string id) => new(
        "SecurityGroupRuleNotFound", OperationErrorCategory.ObjectNotFound, $"No security group rule '{id}' is in this account and Region.",
        "It may have been replaced already. Read the rules again with Get-SgRule.", id);

    public static OperationError BadProtocol(string protocol) => new(
        "ProtocolInvalid", OperationErrorCategory.InvalidArgument, $"'{protocol}' is not a protocol.",
        "Use tcp, udp, icmp, icmpv6, all or a number from 0 to 255.", protocol);

    public static OperationError RuleElsewhere(SgRule rule, HardeningSession session) => new(
        "RuleOfAnotherAccount", OperationErrorCategory.InvalidOperation,
        $"Rule {rule.RuleId} was read in account {rule.AccountId} in {rule.Region}; this session is in {session.AccountId} in {session.Region}.",
        $"Connect to that account with -Region {rule.Region} and try again.", rule);

    public static OperationError NotARange(SgRule rule) => new(
        "RuleHasNoRange", OperationErrorCategory.InvalidArgument,
        $"Rule {rule.RuleId} of {rule.GroupId} ({rule.GroupName}) has {rule.Source} for a source, which is not a range.",
        rule.SourceType == RuleSourceType.SecurityGroup
            ? "It refers to a group already; nothing needs to be done."
            : "Rules with prefix lists are not replaced; remove the prefix list by hand if it spans too much.", rule);

    public static OperationError OverQuota(SgRule rule, string family, int would, int quota) => Stays(
        "RulesPerSecurityGroupQuota", OperationErrorCategory.LimitsExceeded, rule,
        $"with the new rules added before the old ones go, {rule.GroupId} would have {would} {family} {rule.Direction} rules, and the quota is {quota}.",
        "Remove rules first, or raise 'Inbound or outbound rules per security group' in Service Quotas and say the new value with -RuleQuota.");

    /// <summary>Why a rule stays as it is.</summary>
    public static OperationError Stays(string id, OperationErrorCategory category, SgRule rule, string why, string action) => new(
        id, category,
        $"Rule {rule.RuleId} ({rule.Direction} {rule.Protocol} {rule.Ports} {rule.Source}) of {rule.GroupId} ({rule.GroupName}) stays as it is: {why}",
        action, rule);
}
