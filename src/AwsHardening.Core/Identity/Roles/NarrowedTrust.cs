using System.Text.Json.Nodes;

namespace AwsHardening.Core.Identity.Roles;

/// <summary>Who loses a role that let in anybody of the account and no longer does.</summary>
internal sealed class NarrowedTrust(AccountIdentities identities, RoleReach reach)
{
    public IEnumerable<string> Risks(Amazon.IdentityManagement.Model.RoleDetail role, JsonObject after, CallerIdentity caller)
    {
        var trust = Statement.Of(after.ToJsonString());
        bool IsOut(string arn, IEnumerable<Statement> own) =>
            !trust.Any(statement => statement.Allows && statement.Names([arn, .. reach.WholeAccount]))
            && own.Where(statement => statement.Allows && statement.IsAbout(Statement.AssumeRole, role.Arn)).ToArray() is { Length: > 0 } grants
            // Who may do everything anyway loses nothing.
            && !grants.Any(statement => statement.Actions.Contains("*") && statement.Resources.Contains("*"));

        string[] losing =
        [
            .. identities.Users.Where(user => IsOut(user.Arn, identities.GrantsOf(user).SelectMany(grant => grant.Statements))).Select(user => $"user {user.UserName}"),
            .. identities.Roles.Where(other => IsOut(other.Arn, identities.DocumentsOf(other).OfType<string>().SelectMany(Statement.Of))).Select(other => $"role {other.RoleName}"),
        ];
        if (losing.Length > 0)
        {
            yield return $"{string.Join(", ", losing)} may assume it now and no longer could";
        }

        if (caller.Arn.Contains($":assumed-role/{role.RoleName}/", StringComparison.Ordinal))
        {
            yield return "you are in a session of it, and whoever you are may not come in again unless named";
        }
    }
}
