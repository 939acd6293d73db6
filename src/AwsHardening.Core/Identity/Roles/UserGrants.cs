using System.Text.Json.Nodes;
using AwsHardening.Core.Access.Kinds;
using AwsHardening.Core.Identity.Kinds;

namespace AwsHardening.Core.Identity.Roles;

/// <summary>Policies for users and groups: made where they are missing, and attached one by one. Nobody else's attachment is touched.</summary>
internal sealed class UserGrants(IdentityRun run, AccountIdentities identities)
{
    private readonly List<(string User, string PolicyArn)> _users = [];
    private readonly List<(string Group, string PolicyArn)> _groups = [];

    /// <summary>Sees to it that a policy is there, for some to hold.</summary>
    /// <param name="name">The policy's name.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="document">What it says where it is made.</param>
    /// <param name="lacks">What one of that name must do to be held.</param>
    /// <param name="users">The users to hold it.</param>
    /// <param name="groups">The groups to hold it.</param>
    public async Task AddAsync(
        string name, string description, JsonObject document, string lacks, IReadOnlyList<string> users, IReadOnlyList<string> groups)
    {
        if (users.Count + groups.Count == 0)
        {
            return;
        }

        var arn = identities.OwnPolicy(name, run.Caller.AccountId);
        if (arn is not null && !Does(arn, document))
        {
            await run.ErrorAsync(IdentityErrors.PolicyNameTaken(arn, lacks));
            return;
        }

        if (arn is null)
        {
            arn = run.ArnOf($"policy/{name}");
            var change = ManagedPolicyKind.Make(arn, name, description, document).Build(run.Header(ManagedPolicyKind.Type, arn, name, description));
            if (!await run.MakeAsync(change, $"Create policy {name}"))
            {
                return;
            }
        }

        _users.AddRange(users.Select(user => (user, arn)));
        _groups.AddRange(groups.Select(group => (group, arn)));
    }

    /// <summary>Attaches what is not attached yet: one change for each group and user.</summary>
    public async Task AttachAsync()
    {
        foreach (var group in _groups.GroupBy(one => one.Group, one => one.PolicyArn))
        {
            var held = (identities.Group(group.Key)!.AttachedManagedPolicies ?? []).Select(policy => policy.PolicyArn);
            await AttachAsync(AttachedPolicies.OfGroups, GroupKind.Type, group.Key, [.. group.Except(held)], "group");
        }

        foreach (var user in _users.GroupBy(one => one.User, one => one.PolicyArn))
        {
            var held = (identities.User(user.Key)!.AttachedManagedPolicies ?? []).Select(policy => policy.PolicyArn);
            await AttachAsync(AttachedPolicies.OfUsers, UserKind.Type, user.Key, [.. user.Except(held)], "user");
        }
    }

    private async Task AttachAsync(AttachedPolicies attached, string type, string name, string[] policies, string what)
    {
        if (policies.Length == 0)
        {
            return;
        }

        var change = policies.Aggregate(new PartsChange(), (change, arn) => attached.Attach(change, name, arn));
        var names = string.Join(" and ", policies.Select(arn => arn[(arn.LastIndexOf('/') + 1)..]));
        await run.MakeAsync(change.Build(run.Header(type, name, name, $"Lets {what} {name} assume roles, and nothing else.")), $"Attach {names}");
    }

    // It may say the same in other words, but nothing more: whoever holds it is to assume roles and nothing else.
    private bool Does(string arn, JsonObject wanted)
    {
        var grant = new Grant(GrantKind.Attached, arn, [identities.Document(arn)]);
        return AssumeOnly.Is(grant, userArn: "") && Statement.Of(wanted.ToJsonString()).All(need => need.Actions.All(action =>
            need.Resources.All(resource => grant.Statements.Any(statement =>
                statement.Allows && (statement.HoldsWithMfa || need.HasConditions)
                && statement.Actions.Contains(action, StringComparer.OrdinalIgnoreCase)
                && statement.Resources.Any(pattern => Statement.Like(pattern, resource))))));
    }
}
