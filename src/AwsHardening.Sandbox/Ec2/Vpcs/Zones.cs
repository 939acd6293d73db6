using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>The Availability Zones of a Region.</summary>
internal sealed record Zone(string Region, string Name, string Id)
{
    public JsonObject Shape() => Json.Of(
        ("ZoneName", Name), ("ZoneId", Id), ("RegionName", Region), ("GroupName", Region),
        ("NetworkBorderGroup", Region), ("ZoneType", "availability-zone"), ("State", "available"),
        ("OptInStatus", "opt-in-not-required"), ("Messages", new JsonArray()));

    public static List<Zone> Of(string region) =>
        [.. Letters(region).Select((letter, at) => new Zone(region, region + letter, $"{IdPrefix(region)}-az{at + 1}"))];

    private static string Letters(string region) => region switch
    {
        "us-east-1" => "abcdef",
        "us-west-2" or "ap-northeast-2" => "abcd",
        _ => "abc",
    };

    /// <summary>us-east-1 is use1, ap-southeast-2 is apse2: the initials of the direction.</summary>
    private static string IdPrefix(string region)
    {
        var parts = region.Split('-');
        var initials = parts[1..^1].Select(part => part
            .Replace("north", "n", StringComparison.Ordinal).Replace("south", "s", StringComparison.Ordinal)
            .Replace("east", "e", StringComparison.Ordinal).Replace("west", "w", StringComparison.Ordinal)
            .Replace("central", "c", StringComparison.Ordinal).Replace("gov", "g", StringComparison.Ordinal));
        return parts[0] + string.Concat(initials) + parts[^1];
    }
}
