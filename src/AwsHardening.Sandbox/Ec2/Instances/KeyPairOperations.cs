using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>A key pair's public half; the private half is answered once and kept nowhere.</summary>
internal sealed class KeyPair(string id, string name, string type, DateTimeOffset created) : Ec2Resource(ResourceKind.KeyPair, id)
{
    public string Name { get; } = name;

    public string Type { get; } = type;

    public string Fingerprint { get; init; } = string.Join(
        ':', SHA256.HashData(Encoding.UTF8.GetBytes(id)).Take(20).Select(octet => octet.ToString("x2")));

    public JsonObject Shape() => Json.Of(
        ("KeyPairId", Id), ("KeyName", Name), ("KeyType", Type), ("KeyFingerprint", Fingerprint),
        ("CreateTime", Json.Time(created)), ("Tags", TagList()));
}

/// <summary>Key pairs.</summary>
internal static class KeyPairOperations
{
    private static readonly Describe<KeyPair> s_describe = new("DescribeKeyPairs", "KeyPairs")
    {
        Ids = "KeyPairIds",
        Pages = null,
        Shape = key => key.Shape(),
        Filters = new()
        {
            { "key-pair-id", key => key.Id },
            { "key-name", key => key.Name },
            { "fingerprint", key => key.Fingerprint },
        },
    };

    public static void Register(OperationTable table)
    {
        table.Add("CreateKeyPair", Create);
        table.Add("DeleteKeyPair", Delete);
        table.Add("DescribeKeyPairs", Describe);
    }

    private static JsonObject Create(Ec2Call call)
    {
        var name = call.Input.Required("KeyName");
        var type = call.Input.Text("KeyType") ?? "rsa";
        if (Named(call, name) is not null)
        {
            throw new AwsErrorException("InvalidKeyPair.Duplicate", $"The keypair already exists: {name}");
        }

        if (type is not ("rsa" or "ed25519"))
        {
            throw Ec2Errors.InvalidValue($"Value ({type}) for parameter KeyType is invalid.");
        }

        var tags = call.NewTags(ResourceKind.KeyPair);
        call.StopIfDryRun();
        var key = call.Region.KeyPairs.Add(new KeyPair(call.NewId(ResourceKind.KeyPair), name, type, call.Now));
        key.SetTags(tags);
        // Nothing here can be logged in to: what looks like a private key opens nothing and is not one.
        return Json.Of(
            ("KeyPairId", key.Id), ("KeyName", name), ("KeyFingerprint", key.Fingerprint), ("Tags", key.TagList()),
            ("KeyMaterial", "-----BEGIN PRIVATE KEY-----\nsimulated: this key opens nothing\n-----END PRIVATE KEY-----"));
    }

    private static JsonObject Delete(Ec2Call call)
    {
        var key = call.Input.Text("KeyPairId") is { } id
            ? call.Region.KeyPairs.Get(id)
            : Named(call, call.Input.Text("KeyName") ?? throw Ec2Errors.MissingParameter("KeyName or KeyPairId"));
        call.StopIfDryRun();
        if (key is not null)
        {
            call.Region.KeyPairs.Remove(key);
        }

        // AWS answers success for a name that does not exist.
        return Json.Of(("Return", true), ("KeyPairId", key?.Id));
    }

    private static JsonObject Describe(Ec2Call call)
    {
        var named = call.Input.Texts("KeyNames").ConvertAll(name => Named(call, name) ?? throw ResourceKind.KeyPair.NotFound(name));
        return s_describe.Answer(
            call, call.Region.KeyPairs, named.Count > 0 ? [.. named.OrderBy(key => key.Sequence)] : call.Region.KeyPairs.Rows);
    }

    private static KeyPair? Named(Ec2Call call, string name) =>
        call.Region.KeyPairs.Rows.FirstOrDefault(key => key.Name == name);
}
