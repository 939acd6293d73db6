using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Core.Account.Snapshots;

/// <summary>Reads policies, users, groups, roles and instance profiles. IAM answers documents encoded for URLs; here they are kept as they were written.</summary>
internal sealed class SnapshotIdentities(SnapshotParts parts)
{
    private static readonly (string Member, int Most) s_size = ("MaxItems", 1000);

    private static readonly SnapshotList s_policies = List("ListPolicies", "Policies");
    private static readonly SnapshotList s_groups = List("ListGroups", "Groups");
    private static readonly SnapshotList s_users = List("ListUsers", "Users");
    private static readonly SnapshotList s_roles = List("ListRoles", "Roles");
    private static readonly SnapshotList s_profiles = List("ListInstanceProfiles", "InstanceProfiles");

    public IAsyncEnumerable<IEnumerable<SnapshotRecord>> Pages(SnapshotType type, CancellationToken token) => type.Name switch
    {
        _ when type == SnapshotTypes.ManagedPolicy => Policies(token),
        _ when type == SnapshotTypes.Group => Of(type, s_groups, null, group => PoliciesAsync(group, "Group"), token),
        _ when type == SnapshotTypes.User => Of(type, s_users, null, UserAsync, token),
        _ when type == SnapshotTypes.PasswordPolicy => PasswordPolicy(token),
        _ when type == SnapshotTypes.Role => Of(type, s_roles, null, RoleAsync, token),
        _ => Of(type, s_profiles, null, ProfileAsync, token),
    };

    // All of the account's own, and of AWS's those that somebody has.
    private async IAsyncEnumerable<IEnumerable<SnapshotRecord>> Policies([EnumeratorCancellation] CancellationToken token)
    {
        JsonObject[] scopes = [new() { ["Scope"] = "Local" }, new() { ["Scope"] = "AWS", ["OnlyAttached"] = true }];
        foreach (var scope in scopes)
        {
            await foreach (var page in Of(SnapshotTypes.ManagedPolicy, s_policies, scope, PolicyAsync, token))
            {
                yield return page;
            }
        }
    }

    private async IAsyncEnumerable<IEnumerable<SnapshotRecord>> Of(
        SnapshotType type, SnapshotList list, JsonObject? parameters, Func<SnapshotPart, Task> read, [EnumeratorCancellation] CancellationToken token)
    {
        await foreach (var page in parts.Pages(list, parameters, token))
        {
            yield return await parts.RecordsAsync(type, page, read, token);
        }
    }

    private static async Task PolicyAsync(SnapshotPart policy)
    {
        policy.Drop("AttachmentCount", "PermissionsBoundaryUsageCount");
        var answer = await policy.AskAsync(
            "GetPolicyVersion", ("PolicyArn", policy.Id), ("VersionId", (string?)policy.Data["DefaultVersionId"] ?? "v1"));
        policy.Set("Document", Decoded(answer?["PolicyVersion"]?["Document"]));
    }

    private static async Task RoleAsync(SnapshotPart role)
    {
        var name = ("RoleName", role.Id);
        var whole = (await role.AskAsync("GetRole", name))?["Role"];
        role.Drop("RoleLastUsed");
        role.Set("AssumeRolePolicyDocument", Decoded(role.Data["AssumeRolePolicyDocument"]));
        role.Set("PermissionsBoundary", whole?["PermissionsBoundary"]);
        role.Set("Tags", whole?["Tags"]);
        await PoliciesAsync(role, "Role");
    }

    private static async Task UserAsync(SnapshotPart user)
    {
        var whole = (await user.AskAsync("GetUser", ("UserName", user.Id)))?["User"];
        user.Set("PermissionsBoundary", whole?["PermissionsBoundary"]);
        user.Set("Tags", whole?["Tags"]);
        await PoliciesAsync(user, "User");
        await SnapshotSignIns.ReadAsync(user);
    }

    private static async Task PoliciesAsync(SnapshotPart holder, string kind)
    {
        var name = ($"{kind}Name", holder.Id);
        var names = List($"List{kind}Policies", "PolicyNames");
        var inline = new JsonArray();
        foreach (var policy in await holder.ListAsync(names, name) ?? [])
        {
            var policyName = (string)policy![names.Items]!;
            var answer = await holder.AskAsync($"Get{kind}Policy", name, ("PolicyName", policyName));
            inline.Add((JsonNode)new JsonObject { ["PolicyName"] = policyName, ["PolicyDocument"] = Decoded(answer?["PolicyDocument"]) });
        }

        holder.Set("Policies", inline);
        holder.Set("AttachedPolicies", await holder.ListAsync(List($"ListAttached{kind}Policies", "AttachedPolicies"), name));
    }

    private async IAsyncEnumerable<IEnumerable<SnapshotRecord>> PasswordPolicy([EnumeratorCancellation] CancellationToken token)
    {
        if (await parts.FindAsync("iam", "GetAccountPasswordPolicy", [], token) is { } answer)
        {
            var data = (JsonObject)answer["PasswordPolicy"]!.DeepClone();
            data["Name"] = "AccountPasswordPolicy";
            yield return [new SnapshotRecord(SnapshotTypes.PasswordPolicy.Name) { Data = data }];
        }
    }

    private static async Task ProfileAsync(SnapshotPart profile)
    {
        // Roles have lines of their own.
        profile.Set("Roles", new JsonArray([.. (profile.Data["Roles"] as JsonArray ?? []).Select(role => role?["RoleName"]?.DeepClone())]));
        var whole = await profile.AskAsync("GetInstanceProfile", ("InstanceProfileName", profile.Id));
        profile.Set("Tags", whole?["InstanceProfile"]?["Tags"]);
    }

    private static JsonNode? Decoded(JsonNode? document) => document is null ? null : JsonValue.Create(Uri.UnescapeDataString((string)document!));

    public static SnapshotList List(string operation, string items) => new("iam", operation, items, "Marker", "Marker") { Size = s_size };
}
