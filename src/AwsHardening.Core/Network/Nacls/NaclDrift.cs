using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;

namespace AwsHardening.Core.Network.Nacls;

/// <summary>How the network ACLs of a VPC differ from what a change left there, or expects to find.</summary>
internal static class NaclDrift
{
    /// <summary>From what it left there, and what stands in the way of taking it back.</summary>
    public static IReadOnlyList<string> After(ResourceChange change, JsonObject present)
    {
        List<string> differences = [.. Guarding(change.After, present, null), .. Own(change, present)];
        foreach (var (subnet, nacl) in NaclContent.Guarded(change.Before))
        {
            // What is about to be made again is not there yet.
            var isOwn = NaclContent.HasNacl(change.Before) && nacl == NaclContent.Text(change.Before, NaclContent.Id);
            if (!isOwn && Find(present, nacl, change.Before) is null)
            {
                differences.Add($"the network ACL {nacl}, to which {subnet} would go back, is gone");
            }
        }

        return differences;
    }

    /// <summary>From what it expects to find.</summary>
    public static IReadOnlyList<string> Before(ResourceChange change, JsonObject present, IdMap ids)
    {
        List<string> differences = [.. Guarding(change.Before, present, ids)];
        foreach (var expected in NaclContent.Bases(change.Before))
        {
            var id = NaclContent.Text(expected, NaclContent.Id);
            differences.AddRange(NaclContent.Find(present, id, ids, expected[NaclContent.Tags] as JsonArray) is { } acl
                ? Entries(expected, acl).Select(difference => $"of {id}, {difference}") : [$"the network ACL {id} is gone"]);
        }

        if (!NaclContent.HasNacl(change.Before) && NaclContent.Find(present, NaclContent.Text(change.After, NaclContent.Id), ids) is { } already)
        {
            differences.Add($"the network ACL is there already: {NaclContent.Text(already, NaclContent.Id)}");
        }

        return differences;
    }

    /// <summary>How the entries of a network ACL differ from recorded ones.</summary>
    public static IReadOnlyList<string> Entries(JsonObject expected, JsonObject acl)
    {
        var (then, now) = (NaclContent.Lines(expected), NaclContent.Lines(acl));
        return
        [
            .. then.Where(entry => !now.ContainsKey(entry.Key)).Select(entry => $"the entry {entry.Key} ({entry.Value}) is gone"),
            .. then.Where(entry => now.TryGetValue(entry.Key, out var value) && value != entry.Value)
                .Select(entry => $"the entry {entry.Key} changed from {entry.Value} to {now[entry.Key]}"),
            .. now.Where(entry => !then.ContainsKey(entry.Key)).Select(entry => $"the entry {entry.Key} ({entry.Value}) was added"),
        ];
    }

    /// <summary>True when a subnet has the network ACL that the content names.</summary>
    public static bool Has(JsonObject present, string subnetId, string naclId, JsonObject content, IdMap? ids = null) =>
        NaclContent.OfSubnet(present, subnetId) is { } now && Find(present, naclId, content, ids) is { } wanted
        && NaclContent.Text(now.Nacl, NaclContent.Id) == NaclContent.Text(wanted, NaclContent.Id);

    /// <summary>The present network ACL of one that the content names.</summary>
    public static JsonObject? Find(JsonObject present, string naclId, JsonObject content, IdMap? ids = null) =>
        NaclContent.Find(present, naclId, ids,
            NaclContent.Bases(content).FirstOrDefault(one => NaclContent.Text(one, NaclContent.Id) == naclId)?[NaclContent.Tags] as JsonArray);

    private static IEnumerable<string> Guarding(JsonObject content, JsonObject present, IdMap? ids) =>
        from one in NaclContent.Guarded(content)
        where !Has(present, one.SubnetId, one.NaclId, content, ids)
        let now = NaclContent.OfSubnet(present, one.SubnetId)
        select now is { } other
            ? $"{one.SubnetId} has the network ACL {NaclContent.Text(other.Nacl, NaclContent.Id)}"
            : $"{one.SubnetId} is not there";

    private static IEnumerable<string> Own(ResourceChange change, JsonObject present)
    {
        var (before, after) = (NaclContent.HasNacl(change.Before), NaclContent.HasNacl(change.After));
        var content = after ? change.After : change.Before;
        var own = NaclContent.Find(present, NaclContent.Text(content, NaclContent.Id));
        if (!after)
        {
            return before && own is not null ? ["the network ACL is there again"] : [];
        }

        if (own is null)
        {
            return ["the network ACL is gone, or no longer has the tag " + NaclContent.ChangeTag];
        }

        var guarded = NaclContent.Guarded(change.After).Select(one => one.SubnetId).ToHashSet();
        return
        [
            .. Entries(content, own),
            .. NaclContent.List(own, NaclContent.Associations).Select(one => NaclContent.Text(one, "SubnetId"))
                .Where(subnet => !before && !guarded.Contains(subnet))
                .Select(subnet => $"{subnet} has the network ACL too, and it cannot be deleted while a subnet has it"),
        ];
    }
}
