using System.Text.Json.Nodes;
using AwsHardening.Core.Access.Kinds;
using AwsHardening.Core.Account;

namespace AwsHardening.Core.Identity.Kinds;

/// <summary>
/// The managed policies of a role, user or group, as one part each. A policy is attached and detached by itself; what others have
/// attached is neither looked at nor touched.
/// </summary>
/// <param name="kind"><c>Role</c>, <c>User</c> or <c>Group</c>.</param>
internal sealed class AttachedPolicies(string kind)
{
    private const string Prefix = "ManagedPolicyArns ";

    public static AttachedPolicies OfRoles { get; } = new("Role");

    public static AttachedPolicies OfUsers { get; } = new("User");

    public static AttachedPolicies OfGroups { get; } = new("Group");

    public IReadOnlyList<string> RequiredActions { get; } = [$"iam:ListAttached{kind}Policies", $"iam:Attach{kind}Policy", $"iam:Detach{kind}Policy"];

    public static string PartOf(string policyArn) => Prefix + policyArn;

    public static bool IsPart(string part) => part.StartsWith(Prefix, StringComparison.Ordinal);

    public PartsChange Attach(PartsChange change, string name, string policyArn) =>
        change.Set(PartOf(policyArn), null, true, Step("Attach", name, policyArn), Step("Detach", name, policyArn));

    public PartsChange Detach(PartsChange change, string name, string policyArn) =>
        change.Set(PartOf(policyArn), true, null, Step("Detach", name, policyArn), Step("Attach", name, policyArn));

    /// <summary>Adds the parts that a change is about, where there are any.</summary>
    public async Task ReadAsync(AwsSession session, string name, IEnumerable<string> wanted, JsonObject parts, CancellationToken cancellationToken)
    {
        string[] mine = [.. wanted.Where(IsPart)];
        if (mine.Length == 0)
        {
            return;
        }

        var attached = (await ArnsAsync(session, name, cancellationToken)).Select(PartOf).ToHashSet(StringComparer.Ordinal);
        foreach (var part in mine)
        {
            parts[part] = attached.Contains(part) ? true : null;
        }
    }

    private async Task<IReadOnlyList<string>> ArnsAsync(AwsSession session, string name, CancellationToken token)
    {
        List<string> arns = [];
        string? next = null;
        do
        {
            var (attached, marker) = await Ask.OrNull(
                () => PageAsync(session, name, next, token), $"the policies of {kind.ToLowerInvariant()} {name}",
                $"iam:ListAttached{kind}Policies") ?? new Page([], null);
            arns.AddRange(attached.Select(policy => policy.PolicyArn));
            next = marker;
        }
        while (!string.IsNullOrEmpty(next));
        return arns;
    }

    private async Task<Page> PageAsync(AwsSession session, string name, string? marker, CancellationToken token)
    {
        switch (kind)
        {
            case "Role":
                var role = await session.Iam.ListAttachedRolePoliciesAsync(new() { RoleName = name, Marker = marker }, token);
                return new(role.AttachedPolicies ?? [], role.Marker);
            case "User":
                var user = await session.Iam.ListAttachedUserPoliciesAsync(new() { UserName = name, Marker = marker }, token);
                return new(user.AttachedPolicies ?? [], user.Marker);
            default:
                var group = await session.Iam.ListAttachedGroupPoliciesAsync(new() { GroupName = name, Marker = marker }, token);
                return new(group.AttachedPolicies ?? [], group.Marker);
        }
    }

    private Step Step(string verb, string name, string policyArn) =>
        new("iam", $"{verb}{kind}Policy", new JsonObject { [$"{kind}Name"] = name, ["PolicyArn"] = policyArn });

    private sealed record Page(List<Amazon.IdentityManagement.Model.AttachedPolicyType> Attached, string? Marker);
}
