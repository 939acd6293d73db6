using System.IO.Compression;
using System.Text.Json.Nodes;

namespace AwsHardening.ClientGenerator.Refresh;

/// <summary>A folder of AWS service models in botocore's layout: <c>service/version/service-2.json[.gz]</c>.</summary>
internal sealed class ModelFolder(string path)
{
    /// <summary>Reads one file of the newest API version that has it, or null.</summary>
    public JsonObject? Read(string service, string file)
    {
        var folder = Path.Combine(path, service);
        if (!Directory.Exists(folder))
        {
            throw new UsageException($"{path} has no folder for the service '{service}'.");
        }

        // API versions are dates; the newest by ordinal comparison is the current one.
        var newest = Directory.EnumerateDirectories(folder).OrderDescending(StringComparer.Ordinal)
            .FirstOrDefault(v => Exists(Path.Combine(v, "service-2.json")))
            ?? throw new UsageException($"{folder} has no service-2.json.");
        return ReadJson(Path.Combine(newest, file));
    }

    private static bool Exists(string file) => File.Exists(file) || File.Exists(file + ".gz");

    private static JsonObject? ReadJson(string file)
    {
        if (File.Exists(file))
        {
            using var plain = File.OpenRead(file);
            return JsonNode.Parse(plain)!.AsObject();
        }

        if (!File.Exists(file + ".gz"))
        {
            return null;
        }

        using var packed = new GZipStream(File.OpenRead(file + ".gz"), CompressionMode.Decompress);
        return JsonNode.Parse(packed)!.AsObject();
    }
}
