using System.Text.Json.Nodes;
using AwsHardening.Core.Access.Kinds;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Identity.Kinds;

/// <summary>A user: its policies and the groups that it is in, one part each.</summary>
internal sealed class UserKind : PartsKind
{
    public const string Type = "AWS::IAM::User";
    private const string Name = "UserName";
    private const string Inline = "Policies ";
    private const string Member = "Groups ";

    public override string ResourceType => Type;

    public override IReadOnlyList<string> RequiredActions { get; } =
    [
        "iam:ListUsers", "iam:GetUser", "iam:GetUserPolicy", "iam:PutUserPolicy", "iam:DeleteUserPolicy", "iam:ListGroupsForUser",
        "iam:AddUserToGroup", "iam:RemoveUserFromGroup", .. AttachedPolicies.OfUsers.RequiredActions,
    ];

    protected override string Existence => Name;

    public override async Task<int> CountAsync(AccountView view) => Count(await view.Users(), "the users", "iam:ListUsers");

    protected override async Task<JsonObject> ReadPartsAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken)
    {
        var name = change.ResourceId;
        var user = await Ask.OrNull(() => session.Iam.GetUserAsync(new() { UserName = name }, cancellationToken), $"user {name}", "iam:GetUser");
        var parts = new JsonObject { [Name] = user?.User.UserName };
        if (user is null)
        {
            return parts;
        }

        string[] wanted = [.. change.Before.Concat(change.After).Select(pair => pair.Key).Distinct()];
        await AttachedPolicies.OfUsers.ReadAsync(session, name, wanted, parts, cancellationToken);
        await ReadGroupsAsync(session, name, wanted, parts, cancellationToken);
        foreach (var part in wanted.Where(part => part.StartsWith(Inline, StringComparison.Ordinal)))
        {
            var policy = part[Inline.Length..];
            var answer = await Ask.OrNull(
                () => session.Iam.GetUserPolicyAsync(new() { UserName = name, PolicyName = policy }, cancellationToken),
                $"policy {policy} of user {name}", "iam:GetUserPolicy");
            parts[part] = answer is null ? null : Uri.UnescapeDataString(answer.PolicyDocument);
        }

        return parts;
    }

    /// <summary>Deletes an inline policy. Its text is kept to the letter, because the undo writes that text.</summary>
    public static PartsChange DeleteInline(PartsChange change, string user, string policy, string document)
    {
        JsonObject Names() => new() { [Name] = user, ["PolicyName"] = policy };
        var put = Names();
        put["PolicyDocument"] = document;
        return change.Set(Inline + policy, document, null, new("iam", "DeleteUserPolicy", Names()), new("iam", "PutUserPolicy", put));
    }

    /// <summary>Takes a user out of a group.</summary>
    public static PartsChange Leave(PartsChange change, string user, string group)
    {
        JsonObject Names() => new() { ["GroupName"] = group, [Name] = user };
        return change.Set(Member + group, true, null, new("iam", "RemoveUserFromGroup", Names()), new("iam", "AddUserToGroup", Names()));
    }

    private static async Task ReadGroupsAsync(
        AwsSession session, string name, IEnumerable<string> wanted, JsonObject parts, CancellationToken cancellationToken)
    {
        string[] mine = [.. wanted.Where(part => part.StartsWith(Member, StringComparison.Ordinal))];
        HashSet<string> groups = new(StringComparer.Ordinal);
        string? next = null;
        do
        {
            var answer = mine.Length == 0 ? null : await Ask.OrNull(
                () => session.Iam.ListGroupsForUserAsync(new() { UserName = name, Marker = next }, cancellationToken),
                $"the groups of user {name}", "iam:ListGroupsForUser");
            groups.UnionWith((answer?.Groups ?? []).Select(group => Member + group.GroupName));
            next = answer?.Marker;
        }
        while (!string.IsNullOrEmpty(next));
        foreach (var part in mine)
        {
            parts[part] = groups.Contains(part) ? true : null;
        }
    }
}
