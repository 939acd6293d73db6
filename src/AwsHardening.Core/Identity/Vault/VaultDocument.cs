using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Core.Changes.Plans;
using AwsHardening.Seam;

namespace AwsHardening.Core.Identity.Vault;

/// <summary>Something that is encrypted with AES-256-GCM.</summary>
/// <param name="Nonce">12 bytes, never used twice with one key.</param>
/// <param name="Ciphertext">The ciphertext.</param>
/// <param name="Tag">16 bytes.</param>
internal sealed record Sealed(byte[] Nonce, byte[] Ciphertext, byte[] Tag);

/// <summary>One item of a vault's file.</summary>
internal sealed record SealedItem(string Name, SortedDictionary<string, string> Facts, Sealed Content);

/// <summary>
/// A vault's file: how its key is protected, and its items, each encrypted under that key. Names and facts can be read without the key;
/// they are authenticated together with the protection's parameters where an item is decrypted.
/// </summary>
internal sealed record VaultDocument(JsonObject Key, IReadOnlyList<SealedItem> Items)
{
    public const int CurrentVersion = 1;
    public const string FormatName = "AwsHardening vault";

    private static readonly JsonSerializerOptions s_options = new() { WriteIndented = true };

    /// <summary>What an item's encryption is bound to.</summary>
    public byte[] Bond(string name, IReadOnlyDictionary<string, string> facts) => Encoding.UTF8.GetBytes(CanonicalJson.Write(new JsonObject
    {
        ["Format"] = FormatName,
        ["Version"] = CurrentVersion,
        ["Key"] = Key.DeepClone(),
        ["Name"] = name,
        ["Facts"] = Object(facts),
    }));

    public SealedItem? Find(string name) => Items.FirstOrDefault(item => item.Name == name);

    public VaultDocument With(SealedItem item) =>
        this with { Items = [.. Without(item.Name).Items.Append(item).OrderBy(one => one.Name, StringComparer.Ordinal)] };

    public VaultDocument Without(string name) => this with { Items = [.. Items.Where(item => item.Name != name)] };

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["Format"] = FormatName,
        ["Version"] = CurrentVersion,
        ["Key"] = Key.DeepClone(),
        ["Items"] = new JsonArray([.. Items.Select(item => (JsonNode)Write(item.Content, new JsonObject
        {
            ["Name"] = item.Name,
            ["Facts"] = Object(item.Facts),
        }))]),
    }.ToJsonString(s_options) + "\n");

    /// <exception cref="InvalidDataException">Not a vault, or one of a later version.</exception>
    public static VaultDocument Parse(byte[] bytes, string path)
    {
        try
        {
            var root = JsonNode.Parse(bytes)!.AsObject();
            if ((string?)root["Format"] != FormatName)
            {
                throw VaultErrors.NotAVault(path);
            }

            return (int?)root["Version"] == CurrentVersion
                ? new VaultDocument((JsonObject)root["Key"]!.DeepClone(), [.. root["Items"]!.AsArray().Select(item => Item(item!.AsObject()))])
                : throw VaultErrors.OtherVersion(path, root["Version"]?.ToJsonString() ?? "none");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or NullReferenceException or ArgumentException)
        {
            throw VaultErrors.Damaged(path, "its text is not what this version writes");
        }
    }

    public static JsonObject Write(Sealed content, JsonObject into)
    {
        into["Nonce"] = Convert.ToBase64String(content.Nonce);
        into["Ciphertext"] = Convert.ToBase64String(content.Ciphertext);
        into["Tag"] = Convert.ToBase64String(content.Tag);
        return into;
    }

    /// <exception cref="FormatException">Not base64, or a part of another length.</exception>
    public static Sealed Read(JsonObject from)
    {
        var content = new Sealed(Bytes(from, "Nonce"), Bytes(from, "Ciphertext"), Bytes(from, "Tag"));
        return content.Nonce.Length == Cipher.NonceLength && content.Tag.Length == Cipher.TagLength
            ? content : throw new FormatException("Nonce and tag have lengths of their own.");
    }

    public static byte[] Bytes(JsonObject from, string member) =>
        Convert.FromBase64String((string?)from[member] ?? throw new FormatException($"{member} is missing."));

    private static SealedItem Item(JsonObject item) => new(
        (string)item["Name"]!,
        new SortedDictionary<string, string>(item["Facts"]!.AsObject().ToDictionary(pair => pair.Key, pair => (string)pair.Value!), StringComparer.Ordinal),
        Read(item));

    private static JsonObject Object(IReadOnlyDictionary<string, string> facts) =>
        new(facts.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
}
