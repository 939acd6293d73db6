using Amazon;
using Amazon.IdentityManagement.Model;
using AwsHardening.Seam;

namespace AwsHardening.Core.Identity.Roles;

/// <summary>Those who were named, by ARN, and those of them who get a policy.</summary>
internal sealed class NamedPrincipals(IdentityRun run, AccountIdentities identities, string roleName, bool requireMfa)
{
    private readonly List<string> _arns = [];
    private readonly List<string> _users = [];
    private readonly List<string> _groups = [];

    /// <summary>In the order in which they were named.</summary>
    public IReadOnlyList<string> Arns => [.. _arns.Distinct(StringComparer.Ordinal)];

    public IReadOnlyList<string> Users => [.. _users.Distinct(StringComparer.Ordinal)];

    public IReadOnlyList<string> Groups => [.. _groups.Distinct(StringComparer.Ordinal)];

    /// <summary>Takes names, and writes an error for each that is nobody's.</summary>
    public async Task AddAsync(IReadOnlyList<string> users, IReadOnlyList<string> groups)
    {
        foreach (var name in users)
        {
            if (Add(name) is { } error)
            {
                await run.ErrorAsync(error);
            }
        }

        foreach (var name in groups)
        {
            if (AddGroup(name) is { } error)
            {
                await run.ErrorAsync(error);
            }
        }
    }

    private OperationError? Add(string name)
    {
        if (!name.StartsWith("arn:", StringComparison.Ordinal))
        {
            return identities.User(name) is { } user ? Add(user) : IdentityErrors.NoSuch("User", name);
        }

        if (!Arn.TryParse(name, out var arn) || arn.Service != "iam" || arn.Resource.Contains('*', StringComparison.Ordinal))
        {
            return IdentityErrors.NotAPrincipal(name);
        }

        var own = arn.AccountId == run.Caller.AccountId;
        switch (arn.Resource.Split('/')[0])
        {
            case "user" when own:
                return identities.Users.Find(user => user.Arn == name) is { } user ? Add(user) : IdentityErrors.NoSuch("User", name);
            case "user":
                _arns.Add(name);
                return null;
            case "role" when requireMfa:
                return IdentityErrors.RoleHasNoMfa(name, roleName);
            case "role" when own && !identities.Roles.Exists(role => role.Arn == name):
                return IdentityErrors.NoSuch("Role", name);
            case "role":
                _arns.Add(name);
                return null;
            default:
                return IdentityErrors.NotAPrincipal(name);
        }
    }

    private OperationError? Add(UserDetail user)
    {
        _arns.Add(user.Arn);
        _users.Add(user.UserName);
        return null;
    }

    private OperationError? AddGroup(string name)
    {
        if (identities.Group(name) is null)
        {
            return IdentityErrors.NoSuch("Group", name);
        }

        UserDetail[] members = [.. identities.Users.Where(user => user.GroupList?.Contains(name) == true)];
        if (members.Length == 0)
        {
            return IdentityErrors.NoMembers(name);
        }

        _arns.AddRange(members.Select(user => user.Arn));
        _groups.Add(name);
        return null;
    }
}
