using System.Text.Json;
using AwsHardening.Core.Errors;

namespace AwsHardening.Core.Reporting;

/// <summary>The user's own rules: a folder of JSON files, one rule a file.</summary>
internal static class JsonRules
{
    /// <summary>Reads a folder.</summary>
    /// <exception cref="OperationException">A file is no rule, or an id is taken.</exception>
    public static IReadOnlyList<HardeningRule> Read(string folder)
    {
        try
        {
            List<HardeningRule> rules = [];
            foreach (var path in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
            {
                var rule = Load(path);
                rules.Add(RuleCatalog.All.Concat(rules).Any(other => other.Info.Id == rule.Info.Id)
                    ? throw ReportingErrors.BadRule(path, $"another rule has the id {rule.Info.Id}.") : rule);
            }

            return rules;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.NotReadable(folder, e);
        }
    }

    private static JsonRule Load(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
            return JsonRule.Of(document.RootElement.Clone());
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw ReportingErrors.BadRule(path, e.Message, e);
        }
    }
}
