using System.Text.Json;
using AwsHardening.Core.Identity.Policies;

namespace AwsHardening.Core.Audit.Alarms;

/// <summary>Whether a policy lets an AWS service do something for a resource of this account; what keeps it from it otherwise.</summary>
internal static class ServiceLeave
{
    /// <summary>Why the service may not; null where it may.</summary>
    /// <param name="policy">The policy as JSON; null where there is none.</param>
    /// <param name="service">The service, such as <c>cloudwatch.amazonaws.com</c>.</param>
    /// <param name="action">What it does.</param>
    /// <param name="resource">On what.</param>
    /// <param name="sourceArn">For what, such as an alarm: what the service sends as aws:SourceArn.</param>
    public static string? Refusal(string? policy, string service, string action, string resource, string sourceArn)
    {
        IReadOnlyList<PolicyStatement> statements;
        try
        {
            statements = policy is null ? [] : PolicyStatement.Of(policy);
        }
        catch (JsonException)
        {
            return "the policy cannot be read";
        }

        var about = statements.Where(statement => Names(statement, service) && statement.IsAbout(action)
            && statement.Resources.Any(pattern => PolicyText.Matches(pattern, resource)) != statement.AllResourcesBut).ToArray();
        if (Array.Find(about, statement => !statement.Allows && statement.Conditions.All(condition => Holds(condition, service, sourceArn))) is { } denied)
        {
            return $"statement {denied.Name} keeps {service} from {action}";
        }

        if (Array.Exists(about, statement => statement.Allows && statement.Conditions.All(condition => Holds(condition, service, sourceArn))))
        {
            return null;
        }

        return Array.Find(about, statement => statement.Allows) is { } bound
            ? $"statement {bound.Name} lets {service} do {action} only under conditions that its calls do not meet" : $"no statement lets {service} do {action}";
    }

    private static bool Names(PolicyStatement statement, string service) => statement.AllBut
        ? !statement.Principals.Contains(("Service", service)) : statement.IsForEverybody || statement.Principals.Contains(("Service", service));

    // What EventBridge does not send fulfils no condition.
    private static bool Holds(PolicyCondition condition, string service, string sourceArn)
    {
        if (service == AlarmPolicies.Events || condition.Operator.Contains("Not", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var value = condition.IsKey("aws:SourceArn") ? sourceArn : condition.IsKey("aws:SourceAccount") ? sourceArn.Split(':')[4] : null;
        return value is not null && condition.Values.Any(pattern => PolicyText.Matches(pattern, value));
    }
}
