using System.IO.Enumeration;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsHardening.Core.Identity.Roles;

/// <summary>A statement of a policy, as far as it can be judged without the request's circumstances.</summary>
internal sealed class Statement
{
    public const string AssumeRole = "sts:AssumeRole";
    public const string MfaPresent = "aws:MultiFactorAuthPresent";

    private readonly JsonObject _json;

    private Statement(JsonObject json) => _json = json;

    public bool Allows => (string?)_json["Effect"] == "Allow";

    /// <summary>The actions that it names; all where it names those that it is not about.</summary>
    public IReadOnlyList<string> Actions => _json.ContainsKey("NotAction") ? ["*"] : Texts(_json["Action"]);

    /// <summary>The resources that it names; all where it names those that it is not about.</summary>
    public IReadOnlyList<string> Resources => _json.ContainsKey("NotResource") ? ["*"] : Texts(_json["Resource"]);

    public bool HasConditions => _json["Condition"] is JsonObject { Count: > 0 };

    /// <summary>True where it holds once there is MFA: nothing is asked, or MFA alone.</summary>
    public bool HoldsWithMfa => !HasConditions || IsMfaAlone("true", "Bool", "BoolIfExists");

    /// <summary>True where it holds only without MFA.</summary>
    public bool HoldsOnlyWithoutMfa => HasConditions && IsMfaAlone("false", "Bool", "BoolIfExists");

    /// <summary>The statements of a policy.</summary>
    /// <param name="document">The policy's text, not encoded.</param>
    public static IReadOnlyList<Statement> Of(string document) =>
        JsonNode.Parse(document) is JsonObject policy ? [.. List(policy).Select(json => new Statement(json))] : [];

    /// <summary>The statements of a policy, which may be one alone.</summary>
    public static IEnumerable<JsonObject> List(JsonObject policy) => policy["Statement"] switch
    {
        JsonArray many => many.OfType<JsonObject>(),
        JsonObject one => [one],
        _ => [],
    };

    /// <summary>True where it may be about an action on a resource; a trust policy names no resource.</summary>
    public bool IsAbout(string action, string resource) =>
        Actions.Any(pattern => Like(pattern, action, ignoreCase: true))
        && (!(_json.ContainsKey("Resource") || _json.ContainsKey("NotResource")) || Resources.Any(pattern => Like(pattern, resource)));

    /// <summary>True where a trust policy's statement names one of some principals.</summary>
    public bool Names(IReadOnlyCollection<string> principals) => _json["Principal"] switch
    {
        JsonObject named => Texts(named["AWS"]).Any(principals.Contains),
        { } all => all.GetValueKind() == JsonValueKind.String && principals.Contains(all.GetValue<string>()),
        _ => _json.ContainsKey("NotPrincipal"),
    };

    /// <summary>One text or a list of them.</summary>
    public static IReadOnlyList<string> Texts(JsonNode? node) => node switch
    {
        null => [],
        JsonArray many => [.. many.Select(Text)],
        _ => [Text(node)],
    };

    public static bool Like(string pattern, string text, bool ignoreCase = false) => FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase);

    // Truth values may be written with quotes or without.
    private static string Text(JsonNode? node) =>
        node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : node?.ToJsonString() ?? "";

    private bool IsMfaAlone(string value, params string[] operators) =>
        _json["Condition"] is JsonObject { Count: 1 } conditions && conditions.First() is var (name, tests) && operators.Contains(name)
        && tests is JsonObject { Count: 1 } one && one.First().Key.Equals(MfaPresent, StringComparison.OrdinalIgnoreCase)
        && Texts(one.First().Value) is [var said] && said == value;
}
