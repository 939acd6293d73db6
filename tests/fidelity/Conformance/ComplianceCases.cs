using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsHardening.FidelityTests.Conformance;

/// <summary>AWS's protocol compliance cases, read in place: from AWS_HARDENING_CONFORMANCE, else shared/conformance beside the repository.</summary>
internal static class ComplianceCases
{
    public static readonly string[] Protocols = ["ec2", "query", "json", "json_1_0", "rest-json", "rest-xml"];

    /// <summary>The folder with <c>input</c> and <c>output</c>, or null.</summary>
    public static string? Folder { get; } = Find();

    /// <param name="direction"><c>input</c> or <c>output</c>.</param>
    /// <param name="protocol">A protocol of <see cref="Protocols"/>.</param>
    public static IEnumerable<(JsonNode Suite, JsonNode Case)> Read(string direction, string protocol)
    {
        var file = Path.Combine(Folder!, direction, protocol + ".json");
        return JsonNode.Parse(File.ReadAllText(file))!.AsArray()
            .SelectMany(suite => suite!["cases"]!.AsArray().Select(each => (suite, each!)));
    }

    /// <summary>Case id → why it is excluded.</summary>
    public static Dictionary<string, string> Exclusions(string direction, string protocol)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "Conformance", "exclusions.json");
        var all = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(File.ReadAllText(file))!;
        return all.GetValueOrDefault($"{direction}/{protocol}", []);
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("AWS_HARDENING_CONFORMANCE") is { Length: > 0 } named)
        {
            return named;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "conformance", "aws-protocols");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
