using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>Describes prefix lists, and makes and deletes the account's own.</summary>
internal static class PrefixListOperations
{
    private static readonly FilterTable<PrefixList> s_filters = new()
    {
        { "owner-id", list => list.OwnerId },
        { "prefix-list-id", list => list.Id },
        { "prefix-list-name", list => list.Name },
    };

    private static readonly Describe<PrefixList> s_describeManaged = new("DescribeManagedPrefixLists", "PrefixLists")
    {
        Ids = "PrefixListIds",
        Pages = (1, 100),
        Shape = list => list.Shape(),
        Filters = s_filters,
    };

    private static readonly Describe<PrefixList> s_describe = new("DescribePrefixLists", "PrefixLists")
    {
        IsFull = false,
        Ids = "PrefixListIds",
        Pages = (5, 1000),
        Shape = list => Json.Of(
            ("PrefixListId", list.Id),
            ("PrefixListName", list.Name),
            ("Cidrs", Json.Texts(list.Entries.Select(entry => entry.Cidr.ToString())))),
        Filters = s_filters,
    };

    public static void Register(OperationTable table)
    {
        table.Add(s_describeManaged, region => region.PrefixLists);
        table.Add("DescribePrefixLists", call => s_describe.Answer(
            call, call.Region.PrefixLists, [.. call.Region.PrefixLists.Rows.Where(list => list.IsAwsManaged)]));
        table.Add("GetManagedPrefixListEntries", Entries);
        table.Add("CreateManagedPrefixList", Create);
        table.Add("ModifyManagedPrefixList", PrefixListModification.Modify);
        table.Add("DeleteManagedPrefixList", Delete);
    }

    public static PrefixList GetOwn(Ec2Call call)
    {
        var list = call.Region.PrefixLists.Get(call.Input.Required("PrefixListId"));
        return list.IsAwsManaged
            ? throw new AwsErrorException("OperationNotPermitted", $"The prefix list {list.Id} is managed by AWS.")
            : list;
    }

    public static PrefixListEntry ReadEntry(Ec2Input entry, bool ipv6)
    {
        var text = entry.Required("Cidr");
        var description = entry.Text("Description");
        return description is { Length: > 255 }
            ? throw Ec2Errors.InvalidValue("Prefix list entry descriptions must not exceed 255 characters.")
            : new PrefixListEntry(
                Cidr.Parse(text, ipv6) ?? throw Ec2Errors.InvalidValue($"The CIDR block {text} is invalid."), description);
    }

    private static JsonObject Entries(Ec2Call call)
    {
        var list = call.Region.PrefixLists.Get(call.Input.Required("PrefixListId"));
        var version = call.Input.Number("TargetVersion") ?? list.Versions.Count;
        return version >= 1 && version <= list.Versions.Count
            ? ListPage.Answer(call, "Entries", [.. list.Versions[version - 1].Select(entry => entry.Shape())], 1, 100)
            : throw Ec2Errors.InvalidValue($"The prefix list {list.Id} has no version {version}.");
    }

    private static JsonObject Create(Ec2Call call)
    {
        var name = call.Input.Required("PrefixListName");
        var family = call.Input.Required("AddressFamily");
        var size = call.Input.RequiredNumber("MaxEntries");
        if (family is not ("IPv4" or "IPv6"))
        {
            throw Ec2Errors.InvalidValue($"Value ({family}) for parameter AddressFamily is invalid.");
        }

        if (name.StartsWith("com.amazonaws", StringComparison.OrdinalIgnoreCase))
        {
            throw Ec2Errors.InvalidValue("The prefix list name must not start with com.amazonaws.");
        }

        if (size is < 1 or > 1000)
        {
            throw Ec2Errors.InvalidValue($"Value ({size}) for parameter MaxEntries is invalid. It must be between 1 and 1000.");
        }

        var entries = call.Input.Items("Entries").ConvertAll(entry => ReadEntry(entry, family == "IPv6"));
        PrefixListModification.CheckEntries(entries, size);
        var tags = call.NewTags(ResourceKind.PrefixList);
        call.StopIfDryRun();
        var id = call.NewId(ResourceKind.PrefixList);
        var list = call.Region.PrefixLists.Add(new PrefixList(
            id, name, family == "IPv6", call.AccountId, call.Region.Arn("prefix-list", id))
        {
            MaxEntries = size,
            Status = "create-in-progress",
        });
        list.Versions.Add(entries);
        list.SetTags(tags);
        call.State.Later(() => list.Status = "create-complete");
        return Json.Of(("PrefixList", list.Shape()));
    }

    private static JsonObject Delete(Ec2Call call)
    {
        var list = GetOwn(call);
        if (call.Region.Rules.Rows.Any(rule => rule.Source == RuleSource.PrefixList(list.Id))
            || call.Region.RouteTables.Rows.Any(table => table.Find(list.Id) is not null))
        {
            throw new AwsErrorException("DependencyViolation", $"The prefix list '{list.Id}' is in use and cannot be deleted.");
        }

        call.StopIfDryRun();
        list.Status = "delete-in-progress";
        call.State.Later(() => call.Region.PrefixLists.Remove(list));
        return Json.Of(("PrefixList", list.Shape()));
    }
}
