using System.IO.Enumeration;
using System.Text.Json;

namespace AwsHardening.Core.Reporting;

/// <summary>
/// A condition: <c>{"path": "State.Name", "equals": "running"}</c>, or several under <c>all</c>, <c>any</c> or <c>not</c>; <c>some</c>
/// and <c>every</c> ask of the items of a list, and paths in them are the item's. A path that leads nowhere equals nothing.
/// </summary>
internal sealed class JsonCondition
{
    private static readonly Dictionary<string, Func<AuditValue, AuditValue, bool>> s_tests = new(StringComparer.Ordinal)
    {
        ["equals"] = (value, said) => value.Exists && Same(value, said),
        ["notEquals"] = (value, said) => !value.Exists || !Same(value, said),
        ["in"] = (value, said) => value.Exists && said.Items.Any(one => Same(value, one)),
        ["notIn"] = (value, said) => !value.Exists || !said.Items.Any(one => Same(value, one)),
        ["matches"] = (value, said) => value.Text is { } text && FileSystemName.MatchesSimpleExpression(said.ToString(), text, ignoreCase: false),
        ["exists"] = (value, said) => value.Exists == (said.Flag == true),
        ["greaterThan"] = (value, said) => value.Number > said.Number,
        ["lessThan"] = (value, said) => value.Number < said.Number,
        ["contains"] = (value, said) => value.Items.Any(one => Same(one, said)),
        ["count"] = (value, said) => value.Items.Count() == said.Number,
    };

    private readonly string _text;
    private readonly Func<Func<string, AuditValue>, bool> _holds;

    private JsonCondition(string text, Func<Func<string, AuditValue>, bool> holds) => (_text, _holds) = (text, holds);

    /// <summary>Reads one.</summary>
    /// <exception cref="FormatException">It means nothing.</exception>
    public static JsonCondition Of(JsonElement json)
    {
        var members = json.ValueKind == JsonValueKind.Object ? json.EnumerateObject().ToArray() : throw new FormatException($"a condition is an object, not {json.GetRawText()}.");
        switch (members)
        {
            case [{ Name: "all" or "any" } several]:
                var parts = several.Value.ValueKind == JsonValueKind.Array && several.Value.GetArrayLength() > 0
                    ? several.Value.EnumerateArray().Select(Of).ToArray() : throw new FormatException($"'{several.Name}' takes a list of conditions.");
                return several.Name == "all" ? new($"({string.Join(" and ", (object[])parts)})", read => Array.TrueForAll(parts, part => part._holds(read)))
                    : new($"({string.Join(" or ", (object[])parts)})", read => Array.Exists(parts, part => part._holds(read)));
            case [{ Name: "not" } one]:
                var negated = Of(one.Value);
                return new($"not {negated}", read => !negated._holds(read));
            case [var first, var second]:
                var (path, test) = first.Name == "path" ? (first, second) : (second, first);
                return path is { Name: "path", Value.ValueKind: JsonValueKind.String } ? Test(path.Value.GetString()!, test)
                    : throw new FormatException($"a condition has a path and one test: {json.GetRawText()}.");
            default:
                throw new FormatException($"a condition has a path and one test, or all, any or not: {json.GetRawText()}.");
        }
    }

    /// <summary>True where it holds.</summary>
    /// <param name="read">Reads a path; may throw where it could not be read.</param>
    public bool Holds(Func<string, AuditValue> read) => _holds(read);

    public override string ToString() => _text;

    private static JsonCondition Test(string path, JsonProperty test)
    {
        if (test.Name is "some" or "every")
        {
            var inner = Of(test.Value);
            return test.Name == "some"
                ? new($"some of {path} with {inner}", read => read(path).Items.Any(item => inner._holds(name => item[name])))
                : new($"every one of {path} with {inner}", read => read(path).Items.All(item => inner._holds(name => item[name])));
        }

        var said = new AuditValue(test.Value.Clone());
        return s_tests.TryGetValue(test.Name, out var holds) ? new($"{path} {test.Name} {said}", read => holds(read(path), said))
            : throw new FormatException($"there is no test '{test.Name}'; there are {string.Join(", ", s_tests.Keys.Order(StringComparer.Ordinal))}, some, every.");
    }

    private static bool Same(AuditValue value, AuditValue said) => value.Number is { } left && said.Number is { } right ? left == right : value.Text == said.Text;
}
