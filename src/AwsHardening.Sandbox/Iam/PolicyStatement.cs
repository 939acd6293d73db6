using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Iam;

/// <summary>A statement of a policy, read once and never changed.</summary>
internal sealed class PolicyStatement
{
    private readonly bool _hasVariables;
    private readonly (string[] Values, bool Negated) _actions;
    private readonly (string[] Values, bool Negated)? _resources;

    public PolicyStatement(JsonObject statement, bool hasVariables)
    {
        _hasVariables = hasVariables;
        Denies = (string?)statement["Effect"] == "Deny";
        _actions = List(statement, "Action") ?? ([], false);
        _resources = List(statement, "Resource");
        Principals = statement["NotPrincipal"] is { } not ? new PolicyPrincipals(not, negated: true)
            : statement["Principal"] is { } named ? new PolicyPrincipals(named, negated: false) : null;
        Conditions = [.. (statement["Condition"] as JsonObject ?? []).SelectMany(one => (one.Value as JsonObject ?? [])
            .Select(test => new PolicyCondition(one.Key, test.Key, [.. Texts(test.Value)])))];
    }

    public bool Denies { get; }

    /// <summary>Whom it is about; null where it is about its holder.</summary>
    public PolicyPrincipals? Principals { get; }

    public IReadOnlyList<PolicyCondition> Conditions { get; }

    /// <summary>The actions that it names; all of them where it names those that it is not about.</summary>
    public IReadOnlyList<string> NamedActions => _actions.Negated ? ["*"] : _actions.Values;

    /// <summary>Whether it is about an action and a resource; a trust policy is about the role that it belongs to.</summary>
    public bool IsAbout(string action, string resource, ConditionKeys keys) =>
        Matches(_actions, pattern => PolicyPattern.Matches(pattern, action, ignoreCase: true))
        && (_resources is not { } resources || Matches(resources, pattern =>
            Fill(pattern, keys) is { } filled && PolicyPattern.Matches(filled, resource)));

    /// <summary>A text with its variables filled in; policies older than 2012-10-17 have none.</summary>
    public string? Fill(string text, ConditionKeys keys) => _hasVariables ? PolicyPattern.Fill(text, keys) : text;

    /// <summary>One text or a list of them; numbers and truth values as they are written.</summary>
    public static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonArray many => many.Select(item => Text(item!)),
        null => [],
        _ => [Text(node)],
    };

    private static string Text(JsonNode node) => node.GetValueKind() == JsonValueKind.String ? (string)node! : node.ToJsonString();

    private static bool Matches((string[] Values, bool Negated) list, Predicate<string> matches) =>
        Array.Exists(list.Values, matches) != list.Negated;

    private static (string[], bool)? List(JsonObject statement, string member) =>
        statement["Not" + member] is { } not ? ([.. Texts(not)], true)
        : statement[member] is { } named ? ([.. Texts(named)], false) : null;
}

/// <summary>One test of a statement's conditions.</summary>
internal sealed record PolicyCondition(string Operator, string Key, IReadOnlyList<string> Values);
