using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.S3;

namespace AwsHardening.Sandbox.Config;

/// <summary>A resource as AWS Config sees it at one moment.</summary>
/// <param name="Type">Such as <c>AWS::EC2::NetworkAcl</c>.</param>
/// <param name="Id">Its id.</param>
/// <param name="Configuration">What it is like, in names that begin with a small letter.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="Supplementary">Settings that other calls show, each as JSON text.</param>
internal sealed record RecordedResource(string Type, string Id, JsonObject Configuration, JsonObject Tags, JsonObject Supplementary)
{
    /// <summary>The relationships with other resources, both ways.</summary>
    public List<(string Name, string Type, string Id)> Relationships { get; } = [];
}

/// <summary>The resources of a Region that the recorder knows of.</summary>
internal static class RecordedResources
{
    public static IReadOnlyList<RecordedResource> Of(SandboxAccount account, string region)
    {
        List<RecordedResource> all = [];
        var here = account.Service<Ec2Service>().State.Region(region);
        Add(all, "AWS::EC2::VPC", here.Vpcs.Rows, r => r.Shape());
        Add(all, "AWS::EC2::Subnet", here.Subnets.Rows, r => r.Shape());
        Add(all, "AWS::EC2::NetworkAcl", here.NetworkAcls.Rows, r => r.Shape());
        Add(all, "AWS::EC2::RouteTable", here.RouteTables.Rows, r => r.Shape());
        Add(all, "AWS::EC2::InternetGateway", here.InternetGateways.Rows, r => r.Shape());
        Add(all, "AWS::EC2::SecurityGroup", here.SecurityGroups.Rows, r => r.Shape());
        Add(all, "AWS::EC2::NetworkInterface", here.NetworkInterfaces.Rows, r => r.Shape());
        Add(all, "AWS::EC2::Instance", here.Instances.Rows, r => r.Shape());
        foreach (var bucket in account.Service<S3Service>().State.Buckets.Values.Where(b => b.Region == region))
        {
            all.Add(new RecordedResource(
                "AWS::S3::Bucket", bucket.Name, new JsonObject { ["name"] = bucket.Name, ["creationDate"] = ServiceInput.Answer(bucket.Created) },
                Tags(bucket.Tags), Settings(bucket)));
        }

        Relate(all);
        return all;
    }

    private static void Add<T>(List<RecordedResource> all, string type, IReadOnlyList<T> rows, Func<T, JsonObject> shape)
        where T : Ec2Resource => all.AddRange(rows.Select(row =>
        {
            var shown = row.Show(shape(row));
            return new RecordedResource(type, row.Id, (JsonObject)Small(shown)!, Tags(shown["Tags"] as JsonArray), []);
        }));

    private static JsonObject Settings(Bucket bucket) => new(
        new (string Name, JsonNode? Value)[]
        {
            ("BucketPolicy", bucket.Policy is null ? new JsonObject { ["policyText"] = null } : new JsonObject { ["policyText"] = bucket.Policy }),
            ("BucketVersioningConfiguration", new JsonObject { ["status"] = bucket.Versioning ?? "Off" }),
            ("PublicAccessBlockConfiguration", Small(bucket.PublicAccessBlock)),
            ("ServerSideEncryptionConfiguration", Small(bucket.Encryption)),
            ("BucketLifecycleConfiguration", Small(bucket.LifecycleRules)),
        }
        .Where(setting => setting.Value is not null)
        .Select(setting => KeyValuePair.Create(setting.Name, (JsonNode?)setting.Value!.ToJsonString())));

    private static JsonObject Tags(JsonArray? tags) => new((tags ?? []).OfType<JsonObject>()
        .Select(tag => KeyValuePair.Create((string)tag["Key"]!, (JsonNode?)(string?)tag["Value"])));

    // An id of one resource in another's configuration joins the two.
    private static void Relate(List<RecordedResource> all)
    {
        var byId = all.ToDictionary(resource => resource.Id);
        foreach (var resource in all)
        {
            HashSet<string> seen = [resource.Id];
            foreach (var other in Texts(resource.Configuration).Where(seen.Add).Select(id => byId.GetValueOrDefault(id)).OfType<RecordedResource>())
            {
                var (there, back) = Names(resource.Type, other.Type);
                resource.Relationships.Add((there, other.Type, other.Id));
                other.Relationships.Add((back, resource.Type, resource.Id));
            }
        }

        foreach (var resource in all)
        {
            // Two that name each other are related once.
            var once = resource.Relationships.DistinctBy(r => r.Id).OrderBy(r => r.Type, StringComparer.Ordinal)
                .ThenBy(r => r.Id, StringComparer.Ordinal).ToList();
            resource.Relationships.Clear();
            resource.Relationships.AddRange(once);
        }
    }

    private static (string There, string Back) Names(string type, string other)
    {
        var (own, its) = (Short(type), Short(other));
        return other switch
        {
            "AWS::EC2::VPC" => ($"Is contained in {its}", $"Contains {own}"),
            "AWS::EC2::Subnet" when type is not ("AWS::EC2::NetworkAcl" or "AWS::EC2::RouteTable") =>
                ($"Is contained in {its}", $"Contains {own}"),
            "AWS::EC2::SecurityGroup" => ($"Is associated with {its}", $"Is associated with {own}"),
            _ => ($"Is attached to {its}", $"Is attached to {own}"),
        };
    }

    private static string Short(string type) => type.Split(':')[^1] is "VPC" ? "Vpc" : type.Split(':')[^1];

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject many => many.SelectMany(pair => Texts(pair.Value)),
        JsonArray list => list.SelectMany(Texts),
        JsonValue value when value.TryGetValue(out string? text) => [text],
        _ => [],
    };

    private static JsonNode? Small(JsonNode? node) => node switch
    {
        JsonObject many => new JsonObject(many.Select(pair => KeyValuePair.Create(
            pair.Key.Length == 0 ? "" : char.ToLowerInvariant(pair.Key[0]) + pair.Key[1..], Small(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Small)]),
        _ => node?.DeepClone(),
    };
}
