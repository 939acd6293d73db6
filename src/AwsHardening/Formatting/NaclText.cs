using System.ComponentModel;
using System.Globalization;

namespace AwsHardening;

/// <summary>What the tables of network ACLs show where a property alone does not say it. Called by Network.Format.ps1xml.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class NaclText
{
    private const int LastRule = 32767;

    /// <summary>A network ACL and the subnets that it guards: the heading of a table of its entries.</summary>
    /// <param name="rule">One of its entries.</param>
    public static string Nacl(NaclRule rule) => rule is null ? "" : $"{Name(rule)} in {rule.VpcId}, {rule.Region}, of "
        + (rule.SubnetNames.Count switch
        {
            0 => "no subnet",
            <= 3 => string.Join(", ", rule.SubnetNames),
            var many => $"{string.Join(", ", rule.SubnetNames.Take(2))} and {many - 2} more subnets",
        });

    /// <summary>The number of an entry as AWS's console shows it.</summary>
    /// <param name="rule">The entry.</param>
    public static string Number(NaclRule rule) =>
        rule is null ? "" : rule.RuleNumber >= LastRule ? "*" : rule.RuleNumber.ToString(CultureInfo.InvariantCulture);

    /// <summary>To whom an entry is open beyond what it says: <c>world</c>, <c>VPC</c>, <c>unknown</c> or nothing.</summary>
    /// <param name="rule">The entry.</param>
    public static string Open(NaclRule rule) => rule switch
    {
        null => "",
        { OpenToWorld: true } => "world",
        { OpenToVpc: true } => "VPC",
        { OpenToVpc: null } => "unknown",
        _ => "",
    };

    /// <summary>Which earlier entries decide what an entry means, and whether they leave it anything.</summary>
    /// <param name="rule">The entry.</param>
    public static string Decided(NaclRule rule) => rule is null ? ""
        : rule.Reached ? (rule.DecidedBy.Count == 0 ? "" : $"partly by {Numbers(rule)}") : $"never reached: {Numbers(rule)}";

    /// <summary>A network ACL and what was done with it: the heading of a table of isolations.</summary>
    /// <param name="nacl">The isolation.</param>
    public static string Isolation(IsolationNacl nacl) => nacl is null ? ""
        : $"{nacl.NaclName}{(nacl.NaclId is null ? "" : $" ({nacl.NaclId})")} in {nacl.VpcId}, {nacl.Region}, "
            + (nacl.ChangeId is null ? "not changed" : $"change {nacl.ChangeId}");

    /// <summary>Flows, one a line.</summary>
    /// <param name="flows">The flows.</param>
    public static string Flows(IEnumerable<HardeningFlow> flows) => flows is null ? "" : string.Join('\n', flows);

    private static string Name(NaclRule rule) =>
        rule.NaclName.Length > 0 ? $"{rule.NaclName} ({rule.NaclId})" : rule.IsDefault ? $"{rule.NaclId} (default)" : rule.NaclId;

    private static string Numbers(NaclRule rule) =>
        string.Join(", ", rule.DecidedBy.Select(number => number >= LastRule ? "*" : number.ToString(CultureInfo.InvariantCulture)));
}
