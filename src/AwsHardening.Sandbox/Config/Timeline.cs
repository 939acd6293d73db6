using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Config;

/// <summary>The configuration items of one Region, by resource: written when what a recorder sees has changed.</summary>
internal sealed class Timeline(SandboxAccount account, string region)
{
    private readonly Dictionary<(string Type, string Id), List<JsonObject>> _items = [];
    private readonly Dictionary<(string Type, string Id), string> _last = [];
    private long _states;

    public IReadOnlyList<JsonObject>? Of(string type, string id) => _items.GetValueOrDefault((type, id));

    /// <summary>Compares what is there with what was, and writes down the difference.</summary>
    /// <param name="records">Whether the recorder records a type.</param>
    /// <param name="isCopy">True for what was there before the account became a copy: nothing was discovered.</param>
    public void Record(Func<string, bool> records, bool isCopy = false)
    {
        var now = account.Clock.GetUtcNow();
        var present = RecordedResources.Of(account, region).Where(r => records(r.Type)).ToDictionary(r => (r.Type, r.Id));
        foreach (var (key, resource) in present)
        {
            var text = Text(resource);
            var known = _last.TryGetValue(key, out var last);
            if (!known || last != text)
            {
                _last[key] = text;
                Add(key, now, known || isCopy ? "OK" : "ResourceDiscovered", resource, text);
            }
        }

        foreach (var key in _last.Keys.Where(key => records(key.Type) && !present.ContainsKey(key)).ToArray())
        {
            _last.Remove(key);
            Add(key, now, "ResourceDeleted", null, "");
        }
    }

    private void Add((string Type, string Id) key, DateTimeOffset now, string status, RecordedResource? resource, string text)
    {
        if (!_items.TryGetValue(key, out var items))
        {
            _items[key] = items = [];
        }

        var item = new JsonObject
        {
            ["version"] = "1.3",
            ["accountId"] = account.AccountId,
            ["configurationItemCaptureTime"] = ServiceInput.Answer(now),
            ["configurationItemStatus"] = status,
            ["configurationStateId"] = (++_states + now.ToUnixTimeMilliseconds()).ToString(CultureInfo.InvariantCulture),
            ["configurationItemMD5Hash"] = "",
            ["arn"] = Arn(key.Type, key.Id),
            ["resourceType"] = key.Type,
            ["resourceId"] = key.Id,
            ["awsRegion"] = region,
            // AWS leaves it empty since version 1.3 of the schema: the event is to be looked up.
            ["relatedEvents"] = new JsonArray(),
            ["relationships"] = new JsonArray(),
            ["tags"] = new JsonObject(),
            ["supplementaryConfiguration"] = new JsonObject(),
        };
        if (resource is not null)
        {
            item["configuration"] = resource.Configuration.ToJsonString();
            item["tags"] = resource.Tags.DeepClone();
            item["supplementaryConfiguration"] = resource.Supplementary.DeepClone();
            item["relationships"] = new JsonArray([.. resource.Relationships.Select(r => new JsonObject
            {
                ["resourceType"] = r.Type,
                ["resourceId"] = r.Id,
                ["relationshipName"] = r.Name,
            })]);
            if ((string?)resource.Tags["Name"] is { Length: > 0 } name)
            {
                item["resourceName"] = name;
            }

            item["configurationItemMD5Hash"] = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32].ToLowerInvariant();
        }

        items.Add(item);
    }

    private static string Text(RecordedResource resource) =>
        $"{resource.Configuration.ToJsonString()}{resource.Supplementary.ToJsonString()}{resource.Tags.ToJsonString()}{string.Join(';', resource.Relationships)}";

    private string Arn(string type, string id) => type == "AWS::S3::Bucket"
        ? $"arn:{AwsPartition.OfRegion(region).Name}:s3:::{id}"
        : $"arn:{AwsPartition.OfRegion(region).Name}:ec2:{region}:{account.AccountId}:{Kebab(type.Split(':')[^1])}/{id}";

    private static string Kebab(string name) => name == "VPC" ? "vpc"
        : string.Concat(name.Select((c, at) => char.IsUpper(c) && at > 0 ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
