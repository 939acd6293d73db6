using System.ComponentModel;
using System.Globalization;
using System.Numerics;

namespace AwsHardening;

/// <summary>What the table views show where a property alone does not say it. Called by the *.Format.ps1xml files beside it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TableText
{
    private const string Unknown = "unknown";

    /// <summary>A rule's group: the heading of a table of rules.</summary>
    /// <param name="rule">The rule.</param>
    public static string Group(SgRule rule) =>
        rule is null ? "" : $"{rule.GroupName} ({rule.GroupId}) in {rule.VpcId}, {rule.Region}";

    /// <summary>A rule in one line: the heading of a table of peers.</summary>
    /// <param name="peer">The peer.</param>
    public static string Rule(SgPeer peer) => peer is null
        ? ""
        : $"{peer.Rule.RuleId} of {peer.Rule.GroupName}: {peer.Rule.Direction} {peer.Rule.Protocol} {peer.Rule.Ports} {peer.Rule.Source}";

    /// <summary>A group and the change made to it: the heading of a table of references.</summary>
    /// <param name="reference">The reference.</param>
    public static string Change(SgPeerReference reference) => reference is null
        ? ""
        : $"{reference.GroupName} ({reference.GroupId}), {(reference.ChangeId is null ? "not changed" : $"change {reference.ChangeId}")}";

    /// <summary>A group, the change made to it, and what the internet reaches there: the heading of a table of closed ports.</summary>
    /// <param name="closed">A rule of the group.</param>
    public static string Closing(AdminIngress closed) => closed is null
        ? ""
        : $"{closed.GroupName} ({closed.GroupId}), {(closed.ChangeId is null ? "not changed" : $"change {closed.ChangeId}")}\n"
            + $"   Open from the internet: {closed.SurfaceBefore}, then {closed.SurfaceAfter}";

    /// <summary>A public thing by its name and id; of a load balancer's ARN, what tells it from others.</summary>
    /// <param name="instance">The thing.</param>
    public static string Resource(PublicInstance instance) => instance is null
        ? ""
        : string.Join('\n', new[] { instance.Name, instance.ResourceId[(instance.ResourceId.LastIndexOf(':') + 1)..] }.Where(text => text.Length > 0));

    /// <summary>What the internet reaches of a public thing, each once.</summary>
    /// <param name="instance">The thing.</param>
    public static string Open(PublicInstance instance) =>
        instance is null ? "" : List(instance.Open.Select(range => range.ToString()).Distinct());

    /// <summary>An address and whose it is: the heading of a table of ports.</summary>
    /// <param name="port">A port of the address.</param>
    public static string Address(PublicPort port) =>
        port is null ? "" : port.ResourceId.Length == 0 ? port.IpAddress : $"{port.IpAddress}, {port.Name} ({port.ResourceId})";

    /// <summary>Yes, no or unknown.</summary>
    /// <param name="fact">The fact.</param>
    public static string YesNo(bool? fact) => fact switch { true => "yes", false => "no", null => Unknown };

    /// <summary>To whom a rule is open beyond what it says: <c>world</c>, <c>VPC</c>, <c>unknown</c> or nothing.</summary>
    /// <param name="rule">The rule.</param>
    public static string Open(SgRule rule) => rule switch
    {
        null => "",
        { OpenToWorld: true } => "world",
        { OpenToVpc: true } => "VPC",
        { OpenToWorld: null } or { OpenToVpc: null } => Unknown,
        _ => "",
    };

    /// <summary>A number of addresses as people read it: <c>65,536</c>, <c>2^64</c>, <c>unknown</c>.</summary>
    /// <param name="count">The number.</param>
    public static string Addresses(BigInteger? count) => count switch
    {
        null => Unknown,
        { } many when many.GetBitLength() > 33 => many.IsPowerOfTwo ? $"2^{many.GetBitLength() - 1}" : $"~2^{many.GetBitLength() - 1}",
        { } few => few.ToString("N0", CultureInfo.InvariantCulture),
    };

    /// <summary>A number of interfaces, or <c>unknown</c>.</summary>
    /// <param name="count">The number.</param>
    public static string Count(int? count) => count?.ToString("N0", CultureInfo.InvariantCulture) ?? Unknown;

    /// <summary>A time as the journal has it: UTC, to the second.</summary>
    /// <param name="time">The time.</param>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A time that there may not be.</summary>
    /// <param name="time">The time, or null.</param>
    public static string TimeIfAny(DateTimeOffset? time) => time is { } there ? Time(there) : "";

    /// <summary>What a reviewer must not overlook in a plan.</summary>
    /// <param name="plan">The plan.</param>
    public static string Marks(HardeningPlan plan) =>
        plan is null ? "" : string.Join(", ", plan.Changes.SelectMany(Words).Distinct().Order(StringComparer.Ordinal));

    /// <summary>What a reviewer must not overlook in a change of a plan.</summary>
    /// <param name="change">The change.</param>
    public static string MarksOf(HardeningPlanChange change) => change is null ? "" : string.Join(", ", Words(change));

    private static IEnumerable<string> Words(HardeningPlanChange change) =>
        new[]
        {
            (change.Irreversible, "irreversible"), (change.Risks.Count > 0, "risk"), (change.Cost is not null, "costs"),
            (change.Owner is not null, "owned"),
        }.Where(word => word.Item1).Select(word => word.Item2);

    /// <summary>First packets, or the replies that it is about.</summary>
    /// <param name="traffic">Protocols and ports of first packets, or an empty text.</param>
    /// <param name="replies">Replies, or an empty text.</param>
    public static string Flow(string traffic, string replies) =>
        string.IsNullOrEmpty(traffic) ? $"replies: {replies}" : string.IsNullOrEmpty(replies) ? traffic : $"{traffic}; replies: {replies}";

    /// <summary>Which packets meet a hop.</summary>
    /// <param name="hop">The hop.</param>
    public static string Way(NetworkPathHop hop) => hop is null ? "" : hop.IsReply ? "replies" : "there";

    /// <summary>A list, one item a line.</summary>
    /// <param name="items">The items.</param>
    public static string List(IEnumerable<string> items) => items is null ? "" : string.Join('\n', items);

    /// <summary>The keys of a message, without what every ARN has: the account, the Region and the id.</summary>
    /// <param name="info">The message.</param>
    public static string Keys(ProtectedDataInfo info) =>
        info is null ? "" : string.Join(", ", info.DataKeys.Select(key => key.Key[(key.Key.LastIndexOf('/') + 1)..]));

    /// <summary>Names and values in one line.</summary>
    /// <param name="pairs">The pairs.</param>
    public static string Pairs(IReadOnlyDictionary<string, string> pairs) =>
        pairs is null ? "" : string.Join(", ", pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));
}
