using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>CreateTags, DeleteTags, DescribeTags: for every kind of resource there is.</summary>
internal static class TagOperations
{
    private const int ResourcesPerCall = 1000;

    public static void Register(OperationTable table)
    {
        table.Add("CreateTags", Create);
        table.Add("DeleteTags", Delete);
        table.Add("DescribeTags", DescribeTags);
    }

    private static JsonObject Create(Ec2Call call)
    {
        var resources = Resources(call);
        var tags = TagSpecifications.Tags(call.Input);
        if (tags.Count == 0)
        {
            throw Ec2Errors.MissingParameter("Tag");
        }

        TagRules.Check(tags);
        foreach (var resource in resources)
        {
            TagRules.CheckRoom(resource, tags);
        }

        call.StopIfDryRun();
        resources.ForEach(resource => resource.SetTags(tags));
        return Json.Nothing();
    }

    /// <summary>A tag given with a value goes only if it has that value; without tags, all go that AWS has not set.</summary>
    private static JsonObject Delete(Ec2Call call)
    {
        var resources = Resources(call);
        var wanted = call.Input.Items("Tags").Select(tag => (Key: tag.Required("Key"), Value: tag.Text("Value"))).ToList();
        wanted.ForEach(tag => TagRules.CheckKey(tag.Key));
        call.StopIfDryRun();
        foreach (var resource in resources)
        {
            var going = wanted.Count == 0
                ? resource.Tags.Keys.Where(key => !TagRules.IsReserved(key))
                : wanted.Where(tag => resource.Tags.TryGetValue(tag.Key, out var value) && (tag.Value ?? value) == value)
                    .Select(tag => tag.Key);
            foreach (var key in going.ToList())
            {
                resource.Tags.Remove(key);
            }
        }

        return Json.Nothing();
    }

    private static JsonObject DescribeTags(Ec2Call call)
    {
        var passes = TagRow.Filters.Compile(call.Input.Items("Filters"));
        var rows = from table in call.Region.Tables
                   from resource in table.All
                   from tag in resource.Tags
                   let row = new TagRow(resource, tag.Key, tag.Value)
                   where passes(row)
                   select row.Shape();
        return ListPage.Answer(call, "Tags", [.. rows], 5, 1000);
    }

    private static List<Ec2Resource> Resources(Ec2Call call)
    {
        var ids = call.Input.RequiredTexts("Resources");
        if (ids.Count > ResourcesPerCall)
        {
            throw Ec2Errors.InvalidValue($"The maximum number of resources specified on a single call is {ResourcesPerCall}");
        }

        return [.. ids.Distinct(StringComparer.Ordinal).Select(id => Resource(call, id))];
    }

    private static Ec2Resource Resource(Ec2Call call, string id)
    {
        var table = call.Region.TableOf(id) ?? throw new AwsErrorException("InvalidID", $"The ID '{id}' is not valid");
        if (table.FindResource(id) is { } resource)
        {
            return resource;
        }

        table.Kind.Check(id);
        throw table.Kind.NotFound(id);
    }

    /// <summary>One tag of one resource, as DescribeTags filters it.</summary>
    private sealed class TagRow(Ec2Resource resource, string key, string value) : Ec2Resource(resource.Kind, resource.Id)
    {
        public static readonly FilterTable<TagRow> Filters = new()
        {
            { "key", row => row.Key },
            { "value", row => row.Value },
            { "resource-id", row => row.Id },
            { "resource-type", row => row.Kind.TagType },
        };

        private string Key { get; } = key;

        private string Value { get; } = value;

        public JsonNode Shape() => Json.Of(
            ("Key", Key), ("Value", Value), ("ResourceId", Id), ("ResourceType", Kind.TagType));
    }
}
