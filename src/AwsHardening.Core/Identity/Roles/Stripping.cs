using Amazon.IdentityManagement.Model;
using AwsHardening.Core.Access.Kinds;
using AwsHardening.Core.Identity.Kinds;

namespace AwsHardening.Core.Identity.Roles;

/// <summary>What a user would lose and keep.</summary>
internal sealed record Stripping(UserDetail User, IReadOnlyList<Grant> Lost, IReadOnlyList<Grant> Kept)
{
    /// <summary>What of it grants the account's administration, or cannot be read and may.</summary>
    public bool IsAdministrator => Lost.Any(grant => grant.IsUnread || grant.Statements.Any(statement =>
        statement.Allows && statement.Actions.Any(action => action is "*" or "*:*" || action.Equals("iam:*", StringComparison.OrdinalIgnoreCase))
        && statement.Resources.Contains("*")));

    /// <summary>The lost ones that deny something too.</summary>
    public IEnumerable<string> Denials => Lost.Where(grant => grant.Statements.Any(statement => !statement.Allows)).Select(grant => grant.Name);

    public static Stripping Of(AccountIdentities identities, UserDetail user)
    {
        var grants = identities.GrantsOf(user).ToLookup(grant => AssumeOnly.Is(grant, user.Arn));
        return new Stripping(user, [.. grants[false]], [.. grants[true]]);
    }

    public PartsChange Change() => Lost.Aggregate(new PartsChange(), (change, grant) => grant.Kind switch
    {
        GrantKind.Group => UserKind.Leave(change, User.UserName, grant.Name),
        GrantKind.Attached => AttachedPolicies.OfUsers.Detach(change, User.UserName, grant.Name),
        _ => UserKind.DeleteInline(change, User.UserName, grant.Name, grant.Documents[0]!),
    });

    public string Text => string.Join(", ", Lost.Select(grant => grant.Kind switch
    {
        GrantKind.Group => $"leave group {grant.Name}",
        GrantKind.Attached => $"detach {grant.Name[(grant.Name.LastIndexOf('/') + 1)..]}",
        _ => $"delete policy {grant.Name}",
    }));
}
