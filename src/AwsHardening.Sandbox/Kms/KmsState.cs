using System.Globalization;
using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Kms;

/// <summary>All keys and aliases; each belongs to one Region.</summary>
internal sealed class KmsState(KmsOptions options)
{
    public KmsOptions Options { get; } = options;

    /// <summary>Keys by Region and id.</summary>
    public SortedDictionary<(string Region, string Id), KmsKey> Keys { get; } = [];

    /// <summary>Key ids by Region and alias.</summary>
    public SortedDictionary<(string Region, string Alias), KmsAlias> Aliases { get; } = [];

    public DateTimeOffset Now => Options.Clock.GetUtcNow();

    /// <summary>A key by its id, its ARN, its alias or its alias's ARN; null where there is none.</summary>
    public KmsKey? Find(string name, string region)
    {
        try
        {
            return new KmsCall(this, new JsonObject { ["KeyId"] = name }, region).Key();
        }
        catch (AwsErrorException)
        {
            return null;
        }
    }

    /// <summary>The names that stand for a key.</summary>
    public IEnumerable<string> AliasesOf(KmsKey key) =>
        Aliases.Where(pair => pair.Key.Region == key.Region && pair.Value.KeyId == key.Id).Select(pair => pair.Key.Alias);

    public byte[] Random(string kind, int length)
    {
        var bytes = new byte[length];
        for (var at = 0; at < length; at += 32)
        {
            var step = Math.Min(32, length - at);
            Convert.FromHexString(Options.Ids.NextHex(kind, 2 * step)).CopyTo(bytes, at);
        }

        return bytes;
    }

    public string Arn(string region, string resource) =>
        $"arn:{AwsPartition.OfRegion(region).Name}:kms:{region}:{Options.AccountId}:{resource}";

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Removes the keys whose waiting time is over: what they encrypted is lost.</summary>
    public void Sweep()
    {
        foreach (var (id, _) in Keys.Where(pair => pair.Value.DeletionDate <= Now).ToArray())
        {
            Keys.Remove(id);
            foreach (var alias in Aliases.Where(pair => pair.Key.Region == id.Region && pair.Value.KeyId == id.Id).ToArray())
            {
                Aliases.Remove(alias.Key);
            }
        }
    }
}

/// <summary>A second name of a key.</summary>
internal sealed record KmsAlias(string KeyId, DateTimeOffset? Created, DateTimeOffset? Updated);
