using System.IO.Enumeration;
using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Iam;

/// <summary>
/// What an identity's policies say of an action (IAM User Guide: Policy evaluation logic). A condition that this does not
/// know keeps an Allow from allowing and lets a Deny deny.
/// </summary>
internal static class PolicyJudge
{
    public const string Allowed = "allowed";
    public const string ExplicitDeny = "explicitDeny";
    public const string ImplicitDeny = "implicitDeny";

    public static bool Allows(
        IEnumerable<string> documents, string action, string resource = "*", IReadOnlyDictionary<string, string>? context = null) =>
        Decide(documents, action, resource, context) == Allowed;

    public static string Decide(
        IEnumerable<string> documents, string action, string resource, IReadOnlyDictionary<string, string>? context = null)
    {
        var decision = ImplicitDeny;
        foreach (var statement in documents.SelectMany(PolicyText.Statements))
        {
            var denies = (string?)statement["Effect"] == "Deny";
            if (!Names(statement, "Action", action, ignoreCase: true) || !Names(statement, "Resource", resource, ignoreCase: false)
                || !(PolicyConditions.Hold(statement["Condition"] as JsonObject, context ?? new Dictionary<string, string>()) ?? denies))
            {
                continue;
            }

            if (denies)
            {
                return ExplicitDeny;
            }

            decision = Allowed;
        }

        return decision;
    }

    private static bool Names(JsonObject statement, string member, string value, bool ignoreCase) =>
        statement["Not" + member] is { } not
            ? !Texts(not).Any(pattern => Matches(pattern, value, ignoreCase))
            : Texts(statement[member]).Any(pattern => Matches(pattern, value, ignoreCase));

    public static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonArray many => many.Select(item => item!.ToString()),
        null => [],
        _ => [node.ToString()],
    };

    /// <summary>Whether a value is of a pattern with <c>*</c> and <c>?</c>.</summary>
    public static bool Matches(string pattern, string value, bool ignoreCase = false) =>
        FileSystemName.MatchesSimpleExpression(pattern, value, ignoreCase);
}
