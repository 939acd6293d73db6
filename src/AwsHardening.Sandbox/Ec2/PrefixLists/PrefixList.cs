using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>One range of a prefix list.</summary>
internal sealed record PrefixListEntry(Cidr Cidr, string? Description)
{
    public JsonObject Shape() => Json.Of(("Cidr", Cidr.ToString()), ("Description", Description));
}

/// <summary>A prefix list: the account's own, or one that AWS keeps for a service.</summary>
internal sealed class PrefixList(string id, string name, bool isIpv6, string ownerId, string arn)
    : Ec2Resource(ResourceKind.PrefixList, id)
{
    public string Name { get; set; } = name;

    public bool IsIpv6 { get; } = isIpv6;

    public string OwnerId { get; } = ownerId;

    public bool IsAwsManaged => OwnerId == "AWS";

    public string Status { get; set; } = "create-complete";

    /// <summary>The size of the account's own list; null for AWS's.</summary>
    public int? MaxEntries { get; set; }

    /// <summary>What a reference counts against the rule quota: the size, and for AWS's lists what AWS documents.</summary>
    public int Weight => MaxEntries ?? AwsWeight;

    public int AwsWeight { get; init; } = 1;

    public List<IReadOnlyList<PrefixListEntry>> Versions { get; } = [];

    public IReadOnlyList<PrefixListEntry> Entries => Versions[^1];

    public JsonObject Shape() => Json.Of(
        ("PrefixListId", Id),
        ("PrefixListName", Name),
        ("PrefixListArn", arn),
        ("AddressFamily", IsIpv6 ? "IPv6" : "IPv4"),
        ("State", Status),
        ("MaxEntries", MaxEntries),
        ("Version", IsAwsManaged ? null : Versions.Count),
        ("OwnerId", OwnerId),
        ("Tags", TagList()));
}
