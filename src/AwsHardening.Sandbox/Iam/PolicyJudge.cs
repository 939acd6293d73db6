using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Sts;

namespace AwsHardening.Sandbox.Iam;

/// <summary>
/// What policies say of an action (IAM User Guide: Policy evaluation logic): a Deny goes before every Allow. A condition that
/// this does not know keeps an Allow from allowing and lets a Deny deny.
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
        IEnumerable<string> documents, string action, string resource, IReadOnlyDictionary<string, string>? context = null) =>
        Weigh(documents, new PolicyRequest(action, resource, ConditionKeys.Of(context)), caller: null).Decision;

    /// <summary>Weighs policies of one kind.</summary>
    /// <param name="documents">The policies.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="caller">Who asks, where the policies name principals; null for policies of the caller's own.</param>
    public static PolicyOutcome Weigh(IEnumerable<string> documents, PolicyRequest request, Principal? caller)
    {
        var naming = Naming.No;
        foreach (var statement in documents.SelectMany(document => PolicyDocument.Of(document).Statements))
        {
            var named = caller is null ? Naming.Itself : statement.Principals?.Of(caller) ?? Naming.No;
            if (named == Naming.No || !statement.IsAbout(request.Action, request.Resource, request.Keys)
                || !(PolicyConditions.Hold(statement, request.Keys) ?? statement.Denies))
            {
                continue;
            }

            if (statement.Denies)
            {
                return new PolicyOutcome(ExplicitDeny, Naming.No);
            }

            naming = named > naming ? named : naming;
        }

        return new PolicyOutcome(naming == Naming.No ? ImplicitDeny : Allowed, naming);
    }

    /// <summary>Whether a resource's policy lets an AWS service do something that the service does of its own accord.</summary>
    /// <param name="document">The policy; null for none.</param>
    /// <param name="service">The service principal, such as <c>cloudwatch.amazonaws.com</c>.</param>
    /// <param name="action">Such as <c>sns:Publish</c>.</param>
    /// <param name="resource">The ARN.</param>
    /// <param name="keys">What the service says of its call.</param>
    public static bool AllowsService(string? document, string service, string action, string resource, ConditionKeys keys)
    {
        var applying = document is null ? [] : PolicyDocument.Of(document).Statements.Where(statement =>
            statement.Principals?.Names(service) is true && statement.IsAbout(action, resource, keys)
            && (PolicyConditions.Hold(statement, keys) ?? statement.Denies)).ToArray();
        return Array.Exists(applying, statement => !statement.Denies) && !Array.Exists(applying, statement => statement.Denies);
    }

    public static IEnumerable<string> Texts(JsonNode? node) => PolicyStatement.Texts(node);
}

/// <summary>What is asked of policies.</summary>
internal sealed record PolicyRequest(string Action, string Resource, ConditionKeys Keys);

/// <summary>What policies of one kind say.</summary>
/// <param name="Decision">As the policy simulator says it.</param>
/// <param name="Naming">How the closest Allow names the caller.</param>
internal readonly record struct PolicyOutcome(string Decision, Naming Naming)
{
    public bool Allows => Decision == PolicyJudge.Allowed;

    public bool Denies => Decision == PolicyJudge.ExplicitDeny;
}
