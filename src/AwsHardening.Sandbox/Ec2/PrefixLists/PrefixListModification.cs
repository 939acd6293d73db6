using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>ModifyManagedPrefixList: entries make a new version; the size is changed alone.</summary>
internal static class PrefixListModification
{
    public static JsonObject Modify(Ec2Call call)
    {
        var list = PrefixListOperations.GetOwn(call);
        var added = call.Input.Items("AddEntries").ConvertAll(entry => PrefixListOperations.ReadEntry(entry, list.IsIpv6));
        var removed = call.Input.Items("RemoveEntries").ConvertAll(entry => PrefixListOperations.ReadEntry(entry, list.IsIpv6).Cidr);
        var size = call.Input.Number("MaxEntries");
        var changesEntries = added.Count + removed.Count > 0;
        if (changesEntries && size is not null)
        {
            throw Ec2Errors.InvalidCombination("You cannot modify the entries of a prefix list and its size in one request.");
        }

        var entries = changesEntries ? NewEntries(call, list, added, removed) : list.Entries;
        CheckEntries(entries, size ?? list.MaxEntries!.Value);
        if (size is { } larger)
        {
            CheckReferences(call, list, larger);
        }

        call.StopIfDryRun();
        list.Name = call.Input.Text("PrefixListName") ?? list.Name;
        list.MaxEntries = size ?? list.MaxEntries;
        if (changesEntries)
        {
            list.Versions.Add(entries);
        }

        list.Status = "modify-in-progress";
        call.State.Later(() => list.Status = list.Status == "modify-in-progress" ? "modify-complete" : list.Status);
        return Json.Of(("PrefixList", list.Shape()));
    }

    public static void CheckEntries(IReadOnlyCollection<PrefixListEntry> entries, int size)
    {
        if (entries.DistinctBy(entry => entry.Cidr).Count() < entries.Count)
        {
            throw Ec2Errors.InvalidValue("The same CIDR block must not appear multiple times in a prefix list.");
        }

        if (entries.Count > size)
        {
            throw new AwsErrorException(
                "PrefixListMaxEntriesExceeded", $"You've reached the maximum number of entries for the prefix list: {size}");
        }
    }

    private static List<PrefixListEntry> NewEntries(
        Ec2Call call, PrefixList list, List<PrefixListEntry> added, List<Cidr> removed)
    {
        if (call.Input.Number("CurrentVersion") is not { } version)
        {
            throw Ec2Errors.MissingParameter("CurrentVersion");
        }

        if (version != list.Versions.Count)
        {
            throw new AwsErrorException("PrefixListVersionMismatch", "The prefix list has the incorrect version number.");
        }

        return removed.Exists(cidr => list.Entries.All(entry => entry.Cidr != cidr))
            ? throw Ec2Errors.InvalidValue("An entry to remove does not exist in the prefix list.")
            : [.. list.Entries.Where(entry => !removed.Contains(entry.Cidr)), .. added];
    }

    /// <summary>A list that grows must still fit in every group that names it.</summary>
    private static void CheckReferences(Ec2Call call, PrefixList list, int size)
    {
        var source = RuleSource.PrefixList(list.Id);
        var before = list.MaxEntries;
        list.MaxEntries = size;
        try
        {
            foreach (var (group, isEgress) in call.Region.Rules.Rows.Where(rule => rule.Source == source)
                .Select(rule => (rule.Group, rule.IsEgress)).Distinct())
            {
                RuleQuota.Check(call, group.Rules.Where(rule => rule.IsEgress == isEgress).Select(rule => rule.Source));
            }
        }
        finally
        {
            list.MaxEntries = before;
        }
    }
}
