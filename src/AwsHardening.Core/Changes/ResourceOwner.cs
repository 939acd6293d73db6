namespace AwsHardening.Core.Changes;

/// <summary>Who else manages a resource, read from its tags: whoever does will see a change as drift, and may take it back.</summary>
internal static class ResourceOwner
{
    private const string Stack = "aws:cloudformation:stack-name";

    // Terraform sets no tag of its own; these are what its users commonly set.
    private static readonly string[] s_terraformKeys =
        ["terraform", "managed-by", "managed_by", "managedby", "provisioner", "created-by", "createdby", "iac"];

    /// <summary>A sentence naming the owner; null when no tag tells of one.</summary>
    public static string? Of(IReadOnlyDictionary<string, string> tags) =>
        tags.TryGetValue(Stack, out var stack)
            ? $"CloudFormation stack {stack} manages it and will see drift; change the template too."
        : tags.FirstOrDefault(IsTerraform) is { Key: { } key } tag
            ? $"Terraform manages it (tag {key}={tag.Value}) and will see drift; change the configuration too."
        : null;

    private static bool IsTerraform(KeyValuePair<string, string> tag) =>
        s_terraformKeys.Contains(tag.Key.ToLowerInvariant())
        && (tag.Key.Equals("terraform", StringComparison.OrdinalIgnoreCase)
            ? !tag.Value.Equals("false", StringComparison.OrdinalIgnoreCase)
            : tag.Value.Contains("terraform", StringComparison.OrdinalIgnoreCase));
}
