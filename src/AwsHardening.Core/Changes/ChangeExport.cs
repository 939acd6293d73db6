using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace AwsHardening.Core.Changes;

/// <summary>Changes as files that auditors take.</summary>
public static class ChangeExport
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    private static readonly (string Name, Func<HardeningChange, string?> Value)[] s_columns =
    [
        ("ChangeId", c => c.ChangeId), ("SetId", c => c.SetId), ("PlanId", c => c.PlanId),
        ("Time", c => c.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)),
        ("AccountId", c => c.AccountId), ("Region", c => c.Region), ("ResourceType", c => c.ResourceType), ("ResourceId", c => c.ResourceId),
        ("Status", c => c.Status.ToString()), ("Why", c => c.Why), ("CallerArn", c => c.CallerArn), ("Undoes", c => c.Undoes),
        ("UndoneBy", c => c.UndoneBy), ("Before", c => Compact(c.Before)), ("After", c => Compact(c.After)),
        ("Calls", c => string.Join('\n', c.Calls)),
    ];

    /// <summary>Writes changes to a file, whole or not at all.</summary>
    /// <param name="changes">The changes.</param>
    /// <param name="path">The file.</param>
    /// <param name="csv">CSV (RFC 4180) instead of a JSON array.</param>
    /// <param name="overwrite">Replace a file that is there.</param>
    /// <exception cref="Errors.OperationException">The file is there already, or cannot be written.</exception>
    public static void Write(IReadOnlyList<HardeningChange> changes, string path, bool csv, bool overwrite) =>
        UserFile.Write(path, csv ? Csv(changes) : Json(changes), overwrite);

    internal static string Json(IReadOnlyList<HardeningChange> changes) =>
        new JsonArray([.. changes.Select(Node)]).ToJsonString(s_options) + "\n";

    internal static string Csv(IReadOnlyList<HardeningChange> changes)
    {
        var text = new StringBuilder();
        foreach (var row in changes.Select(change => s_columns.Select(column => Cell(column.Value(change) ?? "")))
            .Prepend(s_columns.Select(column => column.Name)))
        {
            text.AppendJoin(',', row).Append("\r\n");
        }

        return text.ToString();
    }

    // Before and after as JSON, not as text that holds JSON.
    private static JsonNode Node(HardeningChange change)
    {
        var node = JsonSerializer.SerializeToNode(change, s_options)!;
        node["before"] = JsonNode.Parse(change.Before);
        node["after"] = JsonNode.Parse(change.After);
        return node;
    }

    private static string Compact(string json) => JsonNode.Parse(json)!.ToJsonString();

    // A spreadsheet runs a cell that begins like a formula, and names in an account are anybody's.
    private static string Cell(string text)
    {
        var safe = text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return safe.AsSpan().IndexOfAny("\",\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
