using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Iam;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Sts;

/// <summary>What a session is to carry besides its role (IAM User Guide: Pass session tags in AWS STS; Monitor and control actions taken with assumed roles).</summary>
internal sealed class SessionTags
{
    private readonly IReadOnlyDictionary<string, string> _asked;
    private readonly string? _askedIdentity;

    private SessionTags(IReadOnlyDictionary<string, string> asked, string? askedIdentity) => (_asked, _askedIdentity) = (asked, askedIdentity);

    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    public required IReadOnlyList<string> TransitiveKeys { get; init; }

    public required string? SourceIdentity { get; init; }

    /// <summary>What the caller must be allowed besides assuming the role.</summary>
    public IEnumerable<string> Actions
    {
        get
        {
            if (_asked.Count > 0 || TransitiveKeys.Count > 0)
            {
                yield return "sts:TagSession";
            }

            if (_askedIdentity is not null)
            {
                yield return "sts:SetSourceIdentity";
            }
        }
    }

    public static SessionTags Of(JsonObject input, Principal caller)
    {
        var tags = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var asked = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var chain = caller.Session;
        foreach (var key in chain?.TransitiveTagKeys ?? [])
        {
            tags[key] = chain!.Tags.First(tag => tag.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).Value;
        }

        foreach (var tag in input.Items("Tags"))
        {
            var key = tag.Text("Key") ?? "";
            if (tags.ContainsKey(key))
            {
                throw new AwsErrorException("InvalidParameterValue", asked.ContainsKey(key)
                    ? $"Duplicate tag keys found. Please note that Tag keys are case insensitive." : "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.");
            }

            asked[key] = tags[key] = tag.Text("Value") ?? "";
        }

        if (input.Texts("TransitiveTagKeys").FirstOrDefault(key => !asked.ContainsKey(key)) is { } missing)
        {
            throw new AwsErrorException("InvalidParameterValue", $"The specified transitive tag key must be included in the requested tags: {missing}");
        }

        var identity = input.Text("SourceIdentity");
        if (identity is not null && chain?.SourceIdentity is { } set && set != identity)
        {
            throw StsErrors.Denied($"User: {caller.Arn} is not authorized to perform: sts:SetSourceIdentity");
        }

        return new SessionTags(asked, identity)
        {
            Tags = tags,
            TransitiveKeys = [.. (chain?.TransitiveTagKeys ?? []).Concat(input.Texts("TransitiveTagKeys"))],
            SourceIdentity = identity ?? chain?.SourceIdentity,
        };
    }

    public void AddTo(ConditionKeys keys)
    {
        foreach (var (key, value) in _asked)
        {
            keys.Set($"aws:RequestTag/{key}", value);
        }

        keys["aws:TagKeys"] = [.. _asked.Keys];
        keys["sts:TransitiveTagKeys"] = TransitiveKeys;
        keys.Set("sts:SourceIdentity", _askedIdentity);
    }
}
