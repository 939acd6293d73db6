using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsHardening.Core.Identity.Policies;

/// <summary>
/// A statement of a policy as it is read by a person who asks what it opens: element names and condition keys without regard to case,
/// one value and a list of one alike (IAM User Guide: IAM JSON policy elements reference).
/// </summary>
internal sealed record PolicyStatement
{
    /// <summary>The Sid, else the number of the statement, from 1.</summary>
    public required string Name { get; init; }

    public required bool Allows { get; init; }

    /// <summary>Kind (AWS, Service, Federated, CanonicalUser) and value; a lone star is of kind AWS.</summary>
    public required IReadOnlyList<(string Kind, string Value)> Principals { get; init; }

    /// <summary>True where everybody but the principals is meant.</summary>
    public bool AllBut { get; init; }

    public required IReadOnlyList<string> Actions { get; init; }

    /// <summary>True where every action but these is meant.</summary>
    public bool AllActionsBut { get; init; }

    public required IReadOnlyList<string> Resources { get; init; }

    public bool AllResourcesBut { get; init; }

    public required IReadOnlyList<PolicyCondition> Conditions { get; init; }

    /// <summary>The statement as it stands.</summary>
    public required string Json { get; init; }

    /// <summary>True where it is about an action, such as <c>sts:AssumeRole</c>.</summary>
    public bool IsAbout(string action) => Actions.Any(pattern => PolicyText.Matches(pattern, action, ignoreCase: true)) != AllActionsBut;

    /// <summary>True where everybody is meant, or everybody but some.</summary>
    public bool IsForEverybody => AllBut || Principals.Any(principal => principal is { Kind: "AWS", Value: "*" });

    /// <summary>The statements of a policy.</summary>
    /// <param name="document">The policy, as JSON; encoded for a URL as IAM answers it, or not.</param>
    /// <exception cref="JsonException">It is no policy.</exception>
    public static IReadOnlyList<PolicyStatement> Of(string document)
    {
        var text = document.TrimStart().StartsWith('{') ? document : Uri.UnescapeDataString(document);
        if (JsonNode.Parse(text) is not JsonObject policy)
        {
            throw new JsonException("A policy is an object.");
        }

        var statements = Member(policy, "Statement") switch { JsonArray many => many.OfType<JsonObject>(), JsonObject one => [one], _ => [] };
        return [.. statements.Select((statement, at) => Read(statement, at + 1))];
    }

    private static PolicyStatement Read(JsonObject statement, int number)
    {
        var (principal, notPrincipal) = (Member(statement, "Principal"), Member(statement, "NotPrincipal"));
        var (action, notAction) = (Member(statement, "Action"), Member(statement, "NotAction"));
        var (resource, notResource) = (Member(statement, "Resource"), Member(statement, "NotResource"));
        return new PolicyStatement
        {
            Name = (string?)Member(statement, "Sid") is { Length: > 0 } sid ? sid : number.ToString(CultureInfo.InvariantCulture),
            Allows = "Allow".Equals((string?)Member(statement, "Effect"), StringComparison.OrdinalIgnoreCase),
            Principals = [.. Named(principal ?? notPrincipal)],
            AllBut = notPrincipal is not null,
            Actions = PolicyText.Texts(action ?? notAction),
            AllActionsBut = notAction is not null,
            Resources = PolicyText.Texts(resource ?? notResource),
            AllResourcesBut = notResource is not null,
            Conditions =
            [
                .. (Member(statement, "Condition") as JsonObject ?? []).Where(test => test.Value is JsonObject)
                    .SelectMany(test => ((JsonObject)test.Value!).Select(key => new PolicyCondition(test.Key, key.Key, PolicyText.Texts(key.Value)))),
            ],
            Json = statement.ToJsonString(PolicyText.Readable),
        };
    }

    private static IEnumerable<(string Kind, string Value)> Named(JsonNode? principal) => principal switch
    {
        JsonValue everybody => [("AWS", everybody.ToString())],
        JsonObject kinds => kinds.SelectMany(kind => PolicyText.Texts(kind.Value).Select(value => (kind.Key, value))),
        _ => [],
    };

    private static JsonNode? Member(JsonObject owner, string name) =>
        owner.FirstOrDefault(pair => pair.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}

/// <summary>One key of a condition.</summary>
/// <param name="Operator">The operator as it is written, such as <c>BoolIfExists</c>.</param>
/// <param name="Key">The key as it is written; AWS reads it without regard to case.</param>
/// <param name="Values">The values.</param>
internal sealed record PolicyCondition(string Operator, string Key, IReadOnlyList<string> Values)
{
    /// <summary>True for the key, however it is written.</summary>
    public bool IsKey(string name) => Key.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>True for the operator itself, however it is written: with IfExists it is another.</summary>
    public bool IsOperator(string name) => Operator.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc />
    public override string ToString() => $"{Operator} {Key} {string.Join(", ", Values)}";
}
