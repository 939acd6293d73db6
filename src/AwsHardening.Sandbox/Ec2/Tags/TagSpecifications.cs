namespace AwsHardening.Sandbox.Ec2;

/// <summary>Reads the tags that a request gives to the resources it makes.</summary>
internal static class TagSpecifications
{
    /// <summary>The tags for one kind; the request may name the other kinds as well, and no kind beyond them.</summary>
    public static SortedDictionary<string, string> Read(Ec2Input input, ResourceKind kind, params string[] others)
    {
        var tags = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var specification in input.Items("TagSpecifications"))
        {
            var type = specification.Required("ResourceType");
            if (type != kind.TagType && !others.Contains(type, StringComparer.Ordinal))
            {
                throw Ec2Errors.InvalidValue($"'{type}' is not a valid taggable resource type for this operation.");
            }

            if (!seen.Add(type))
            {
                throw Ec2Errors.InvalidValue($"The resource type '{type}' is specified more than once in TagSpecifications.");
            }

            var asked = Tags(specification);
            if (asked.Count == 0)
            {
                throw Ec2Errors.InvalidValue("Tag specification must have at least one tag");
            }

            TagRules.Check(asked);
            if (type == kind.TagType)
            {
                foreach (var (key, value) in asked)
                {
                    tags.Add(key, value);
                }
            }
        }

        return tags;
    }

    public static List<KeyValuePair<string, string>> Tags(Ec2Input input) =>
        [.. input.Items("Tags").Select(tag => KeyValuePair.Create(tag.Text("Key") ?? "", tag.Text("Value") ?? ""))];
}
