using AwsHardening.Seam;

namespace AwsHardening.Core.Network.Nacls;

/// <summary>Why a subnet is not isolated, or not released.</summary>
internal static class IsolationErrors
{
    public static OperationError NothingAsked(string name) => new(
        "IsolationEmpty", OperationErrorCategory.InvalidArgument, $"Nothing was asked to be denied or allowed by the network ACL '{name}'.",
        "Say -Deny, -Allow, or both.", name);

    public static OperationError BadNumber(int number) => new(
        "RuleNumberInvalid", OperationErrorCategory.InvalidArgument, $"{number} is no number of an entry.", "Use 1 to 32766.", number);

    public static OperationError BadPort(string text) => new(
        "PortInvalid", OperationErrorCategory.InvalidArgument, $"'{text}' is neither a port nor a range of ports.",
        "Use a port from 0 to 65535, or two with a hyphen, such as 0-32767.", text);

    public static OperationError PortsWithoutProtocol(string protocol) => new(
        "PortWithoutProtocol", OperationErrorCategory.InvalidArgument, $"Only TCP and UDP have ports, and the protocol is '{protocol}'.",
        "Say -Protocol tcp or -Protocol udp, or leave -Port out.", protocol);

    public static OperationError NumbersDoNotFit(IReadOnlyList<int> numbers, int entries) => new(
        "RuleNumberMismatch", OperationErrorCategory.InvalidArgument,
        $"The numbers {string.Join(", ", numbers)} do not fit {entries} entries: one for each range and port, different ones, first of what is denied, then of what is allowed.",
        "Say as many numbers as entries, or leave -RuleNumber out to have them chosen.", numbers);

    public static OperationError TargetNotFound(string name) => new(
        "IsolationTargetNotFound", OperationErrorCategory.ObjectNotFound,
        $"'{name}' is no range, and no subnet, security group or VPC of this account and Region.",
        "Give a range such as 10.0.2.0/24, an id, or an exact name.", name);

    public static OperationError TargetAmbiguous(string name, IEnumerable<string> ids) => new(
        "IsolationTargetAmbiguous", OperationErrorCategory.InvalidArgument, $"Several have the name '{name}': {string.Join(", ", ids)}.",
        "Give the id of one of them.", name);

    public static OperationError NoAddresses(string name, string id) => new(
        "IsolationTargetEmpty", OperationErrorCategory.InvalidArgument,
        $"No address stands behind '{name}' ({id}): a network ACL knows addresses only, and would not follow members that come later.",
        "Name the subnets or ranges in which they will be.", name);

    public static OperationError OverRuleQuota(RuleDirection direction, int count, int quota) => new(
        "RulesPerNetworkAclQuota", OperationErrorCategory.LimitsExceeded,
        $"The network ACL would have {count} {direction} entries of one family, AWS's own last one included, and the quota is {quota}.",
        "Name fewer or wider ranges, or raise 'Rules per network ACL' in Service Quotas (40 at most) and say the new value with -RuleQuota.", direction);

    public static OperationError OverNaclQuota(string vpcId, int count, int quota) => new(
        "NetworkAclsPerVpcQuota", OperationErrorCategory.LimitsExceeded,
        $"{vpcId} has {count} network ACLs, and the quota is {quota}.",
        "Delete network ACLs that no subnet has, or raise 'Network ACLs per VPC' in Service Quotas and say the new value with -NaclQuota.", vpcId);

    public static OperationError TooLate(string name, IReadOnlyList<string> subnets, IReadOnlyList<string> notDone) => new(
        "IsolationEntryTooLate", OperationErrorCategory.InvalidArgument,
        $"{string.Join(", ", subnets)} stays as it is: under the numbers asked for, earlier entries of its present network ACL would decide "
            + $"{string.Join("; ", notDone)}, and '{name}' would not do what it is for.",
        "Say lower numbers, or leave -RuleNumber out to have them chosen.", subnets);

    public static OperationError DefaultNacl(string id, string vpcId) => new(
        "NetworkAclIsDefault", OperationErrorCategory.InvalidOperation, $"{id} is the default network ACL of {vpcId} and cannot be deleted.",
        "Name a network ACL that New-IsolationNacl made.", id);

    public static OperationError NotRecorded(string id, string? releaseTo, string vpcId, IReadOnlyList<string> subnets) => new(
        "IsolationNotRecorded", releaseTo is null ? OperationErrorCategory.InvalidOperation : OperationErrorCategory.ObjectNotFound,
        releaseTo is null
            ? $"The journal does not say which network ACL {string.Join(", ", subnets)} had before {id}. Nothing was changed."
            : $"No other network ACL '{releaseTo}' is in {vpcId}. Nothing was changed.",
        "Say it: -ReleaseTo with the id of a network ACL of the same VPC, or -ReleaseTo default for the VPC's own.", id);

    public static OperationError LosesFlows(IsolationNacl refused, IReadOnlyList<string> risks, bool couldAsk) => new(
        "FlowWouldBeLost", OperationErrorCategory.InvalidOperation,
        $"{string.Join(", ", refused.SubnetIds)} stays as it is: {refused.NaclName} would do more than was asked: {string.Join("; ", risks)}. Nothing was changed."
            + string.Concat(refused.Offers.Select((offer, index) => $" Instead ({(char)('a' + index)}): {Text(offer)}.")),
        (refused.Offers.Count > 0 ? $"Run one of: {string.Join("; ", refused.Offers.Select(offer => offer.Command))}" : "Deny less")
            + (couldAsk ? "." : ", or use -Force to lose these flows all the same.") + " The error's TargetObject has the flows of each.",
        refused);

    private static string Text(IsolationOffer offer) =>
        $"{offer.Title}, which {(offer.FlowsLost.Count == 0 ? "loses no flow of today" : $"still loses {Flows(offer.FlowsLost)} and needs -Force")}"
        + (offer.FlowsKept.Count == 0 ? "" : $", keeps {Flows(offer.FlowsKept)}")
        + (offer.StillOpen.Count == 0 ? "" : $", and leaves open {string.Join("; ", offer.StillOpen)}");

    private static string Flows(IReadOnlyList<HardeningFlow> flows) =>
        string.Join("; ", flows.Take(3)) + (flows.Count > 3 ? $" and {flows.Count - 3} more" : "");
}
