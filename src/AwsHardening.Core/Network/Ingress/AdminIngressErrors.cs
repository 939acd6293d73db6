using AwsHardening.Core.Access;
using AwsHardening.Seam;

namespace AwsHardening.Core.Network.Ingress;

/// <summary>Why a rule keeps its admin ports, and what can be wrong with what a user says.</summary>
internal static class AdminIngressErrors
{
    public static OperationError NoOtherWayIn(SgRule rule, IReadOnlyList<(string InstanceId, AccessEvidence Evidence)> unproven) => NetworkErrors.Stays(
        "NoOtherWayIn", OperationErrorCategory.InvalidOperation, rule,
        $"another way in is not proven for {string.Join("; ", unproven.Take(8).Select(one => $"{one.InstanceId} ({one.Evidence.Reason})"))}"
            + (unproven.Count > 8 ? $" and {unproven.Count - 8} more." : "."),
        "Make the instance reachable with Enable-SessionManager, or name it in -WithoutAccessTo where nobody needs to get in.");

    public static OperationError Risky(SgRule rule, IReadOnlyList<string> risks, bool couldAsk) => NetworkErrors.Stays(
        "AdminIngressNotSafe", OperationErrorCategory.InvalidOperation, rule, $"closing it {string.Join("; it ", risks)}.",
        couldAsk ? "Say -CallerAddress, or open a rule of its own for what must stay, and try again."
            : "Say -CallerAddress, open a rule of its own for what must stay, or use -Force to do it all the same.");

    public static OperationError PartOfList(SgRule rule) => NetworkErrors.Stays(
        "PrefixListPartlySelected", OperationErrorCategory.InvalidOperation, rule,
        $"-Source means some entries of {rule.Source} and not others, and a rule refers to a prefix list as a whole.",
        "Take those entries out of the prefix list, or close the rule whole with -Source Any.");

    public static OperationError BadSource(string why) => new(
        "SourceInvalid", OperationErrorCategory.InvalidArgument, $"-Source cannot be used: {why} Nothing was changed.",
        "Say World, Any, or ranges such as 203.0.113.0/24 or 2001:db8::/32.", null);

    public static OperationError BadCallerAddress(string address) => new(
        "CallerAddressInvalid", OperationErrorCategory.InvalidArgument, $"-CallerAddress '{address}' is not an IP address. Nothing was changed.",
        "Say the address from which you are connected, such as 203.0.113.7 or 2001:db8::7.", address);

    public static OperationError AllOfAccount() => new(
        "AllNeedsGroup", OperationErrorCategory.InvalidArgument,
        "-All removes every inbound rule, of every web site and database too; it is not done to all groups of a Region at once. Nothing was changed.",
        "Name groups with -GroupId or -GroupName, or pipe rules from Get-SgRule.", null);
}
