using Amazon.IdentityManagement.Model;
using AwsHardening.Core.Access.Kinds;
using AwsHardening.Core.Account;

namespace AwsHardening.Core.Identity.Roles;

/// <summary>Every user, group, role and policy of an account, as it was at one time (IAM API Reference: GetAccountAuthorizationDetails).</summary>
internal sealed class AccountIdentities
{
    private readonly Dictionary<string, string> _documents = new(StringComparer.Ordinal);

    private AccountIdentities()
    {
    }

    public List<UserDetail> Users { get; } = [];

    public List<GroupDetail> Groups { get; } = [];

    public List<RoleDetail> Roles { get; } = [];

    /// <exception cref="Reading.UnreadFactException">The account does not let them be read.</exception>
    public static async Task<AccountIdentities> ReadAsync(AwsSession session, CancellationToken cancellationToken)
    {
        var all = new AccountIdentities();
        string? next = null;
        do
        {
            var page = await Ask.OrNull(
                () => session.Iam.GetAccountAuthorizationDetailsAsync(new() { Marker = next }, cancellationToken),
                "the account's users, groups, roles and policies", "iam:GetAccountAuthorizationDetails");
            all.Users.AddRange(page?.UserDetailList ?? []);
            all.Groups.AddRange(page?.GroupDetailList ?? []);
            all.Roles.AddRange(page?.RoleDetailList ?? []);
            foreach (var policy in page?.Policies ?? [])
            {
                if (policy.PolicyVersionList?.Find(version => version.VersionId == policy.DefaultVersionId)?.Document is { } document)
                {
                    all._documents[policy.Arn] = Decode(document);
                }
            }

            next = page?.Marker;
        }
        while (!string.IsNullOrEmpty(next));
        foreach (var (name, id) in all.Users.Select(user => (user.UserName, "user:")).Concat(all.Groups.Select(group => (group.GroupName, "group:")))
            .Concat(all.Roles.Select(role => (role.RoleName, "role:"))))
        {
            session.SeenIds[id + name] = name;
        }

        return all;
    }

    public UserDetail? User(string name) => Users.Find(user => user.UserName == name);

    public GroupDetail? Group(string name) => Groups.Find(group => group.GroupName == name);

    public RoleDetail? Role(string name) => Roles.Find(role => role.RoleName == name);

    /// <summary>A managed policy's document in force; null where it was not read, as AWS's own that nobody holds are not.</summary>
    public string? Document(string policyArn) => _documents.GetValueOrDefault(policyArn);

    /// <summary>What grants a user something, each with its document.</summary>
    public IEnumerable<Grant> GrantsOf(UserDetail user) =>
        Inline(GrantKind.Inline, user.UserPolicyList).Concat(Attached(GrantKind.Attached, user.AttachedManagedPolicies))
            .Concat((user.GroupList ?? []).Select(name => new Grant(GrantKind.Group, name, Group(name) is { } group ? DocumentsOf(group) : [null])));

    /// <summary>The documents that a role's sessions are judged by.</summary>
    public IEnumerable<string?> DocumentsOf(RoleDetail role) =>
        Inline(GrantKind.Inline, role.RolePolicyList).Concat(Attached(GrantKind.Attached, role.AttachedManagedPolicies)).SelectMany(grant => grant.Documents);

    /// <summary>The ARN of one of the account's own policies, whose names are unique whatever their path; null where there is none.</summary>
    public string? OwnPolicy(string name, string accountId) =>
        _documents.Keys.FirstOrDefault(arn => arn.Contains($":{accountId}:", StringComparison.Ordinal) && arn.EndsWith("/" + name, StringComparison.OrdinalIgnoreCase));

    public static string Decode(string document) => Uri.UnescapeDataString(document);

    private string?[] DocumentsOf(GroupDetail group) =>
        [.. Inline(GrantKind.Inline, group.GroupPolicyList).Concat(Attached(GrantKind.Attached, group.AttachedManagedPolicies)).SelectMany(grant => grant.Documents)];

    private static IEnumerable<Grant> Inline(GrantKind kind, List<PolicyDetail>? policies) =>
        (policies ?? []).Select(policy => new Grant(kind, policy.PolicyName, [Decode(policy.PolicyDocument)]));

    private IEnumerable<Grant> Attached(GrantKind kind, List<AttachedPolicyType>? policies) =>
        (policies ?? []).Select(policy => new Grant(kind, policy.PolicyArn, [Document(policy.PolicyArn)]));
}

/// <summary>How a user comes by permissions.</summary>
internal enum GrantKind
{
    /// <summary>A policy of the user's own.</summary>
    Inline,

    /// <summary>A managed policy.</summary>
    Attached,

    /// <summary>A group that the user is in.</summary>
    Group,
}

/// <summary>One way in which a user comes by permissions.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Name">The policy's or the group's name, or the policy's ARN.</param>
/// <param name="Documents">What it says; null for a policy that could not be read.</param>
internal sealed record Grant(GrantKind Kind, string Name, IReadOnlyList<string?> Documents)
{
    public IEnumerable<Statement> Statements => Documents.OfType<string>().SelectMany(Statement.Of);

    /// <summary>True where something of it could not be read: it may grant anything.</summary>
    public bool IsUnread => Documents.Contains(null);
}
