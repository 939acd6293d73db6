using AwsHardening.Core.Changes;

namespace AwsHardening.Core.Identity.Use;

/// <summary>Which actions events tell of.</summary>
internal static class TrailUse
{
    private const string Domain = ".amazonaws.com";

    // Where CloudTrail's name of a service is not the prefix of its actions.
    private static readonly Dictionary<string, string> s_prefixes = new(StringComparer.Ordinal)
    {
        ["monitoring"] = "cloudwatch",
        ["email"] = "ses",
    };

    private static readonly string[] s_refused = ["AccessDenied", "AccessDeniedException", "Client.UnauthorizedOperation", "UnauthorizedOperation"];

    /// <summary>The action behind an event; null for one that is none of a policy's, or was refused.</summary>
    public static string? Action(TrailEvent e)
    {
        if (!e.EventSource.EndsWith(Domain, StringComparison.Ordinal) || e.EventSource.StartsWith("signin.", StringComparison.Ordinal)
            || (e.ErrorCode is { } error && s_refused.Contains(error)))
        {
            return null;
        }

        var service = e.EventSource[..^Domain.Length];
        // Some services put the version of their API behind the name: CreateFunction20150331, ListFunctions20150331v2.
        var name = System.Text.RegularExpressions.Regex.Replace(e.EventName, "20[0-9]{2}[01][0-9][0-3][0-9](v[0-9]+)?$", "");
        return IamActions.Of(s_prefixes.GetValueOrDefault(service, service), name);
    }

    /// <summary>True for an event of a user, or of a session of a role.</summary>
    public static bool IsBy(TrailEvent e, string identityArn, string identityName, string type) => e.UserArn is { } arn
        && (type == "User" ? arn == identityArn
            : arn == identityArn || (arn.Split(':', 6) is ["arn", _, "sts", _, var account, var session] && identityArn.Split(':')[4] == account
                && session.StartsWith($"assumed-role/{identityName}/", StringComparison.Ordinal)));
}
