namespace AwsHardening.Sandbox.Ec2;

/// <summary>What AWS allows as tags. AWS documentation page: "Tag your Amazon EC2 resources".</summary>
internal static class TagRules
{
    private const int PerResource = 50;
    private const int KeyLength = 128;
    private const int ValueLength = 256;
    private const string Reserved = "aws:";

    /// <summary>Refuses tags that no resource may get.</summary>
    public static void Check(IReadOnlyCollection<KeyValuePair<string, string>> tags)
    {
        var twice = tags.GroupBy(tag => tag.Key, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw Ec2Errors.InvalidValue($"Duplicate tag key '{twice.Key}' specified.");
        }

        foreach (var (key, value) in tags)
        {
            CheckKey(key);
            if (value.Length > ValueLength)
            {
                throw Ec2Errors.InvalidValue($"Tag value exceeds the maximum length of {ValueLength} characters");
            }
        }

        if (tags.Count > PerResource)
        {
            throw TooMany();
        }
    }

    /// <summary>Refuses tags that this resource has no room for; the tags that AWS itself sets do not count.</summary>
    public static void CheckRoom(Ec2Resource resource, IEnumerable<KeyValuePair<string, string>> tags)
    {
        var keys = resource.Tags.Keys.Where(key => !IsReserved(key)).Union(tags.Select(tag => tag.Key), StringComparer.Ordinal);
        if (keys.Count() > PerResource)
        {
            throw TooMany();
        }
    }

    public static void CheckKey(string key)
    {
        if (key.Length == 0)
        {
            throw Ec2Errors.InvalidValue("Tag key cannot be empty.");
        }

        if (key.Length > KeyLength)
        {
            throw Ec2Errors.InvalidValue($"Tag key exceeds the maximum length of {KeyLength} characters");
        }

        if (IsReserved(key))
        {
            throw Ec2Errors.InvalidValue(
                $"Value ( {key} ) for parameter key is invalid. Tag keys starting with 'aws:' are reserved for internal use");
        }
    }

    public static bool IsReserved(string key) => key.StartsWith(Reserved, StringComparison.OrdinalIgnoreCase);

    private static AwsErrorException TooMany() => new(
        "TagLimitExceeded", $"You have reached the maximum of {PerResource} tags on a resource.");
}
