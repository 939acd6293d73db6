using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Iam;

/// <summary>Roles.</summary>
internal sealed class RoleOperations(IamState state)
{
    public void Register(OperationSet set)
    {
        set.Add("CreateRole", Create);
        set.Add("GetRole", call => Json.Of(("Role", state.Role(call.Required("RoleName")).Shape())));
        set.Add("ListRoles", call => IamState.Page(call, "Roles", state.Roles.Values
            .Where(role => role.Path.StartsWith(call.Text("PathPrefix") ?? "/", StringComparison.Ordinal))
            .Select(role => role.Shape(inList: true))));
        set.Add("DeleteRole", Delete);
        set.Add("UpdateRole", Update);
        set.Add("UpdateAssumeRolePolicy", call =>
        {
            state.OwnRole(call.Required("RoleName")).TrustPolicy = PolicyText.Trust(call.Required("PolicyDocument"));
        });
        set.Add("TagRole", call => state.Role(call.Required("RoleName")).Tags.Add(call.Items("Tags")));
        set.Add("UntagRole", call => state.Role(call.Required("RoleName")).Tags.Remove(call.Texts("TagKeys")));
        set.Add("ListRoleTags", call => IamState.Page(call, "Tags", [.. state.Role(call.Required("RoleName")).Tags.List().Select(tag => tag!.DeepClone())]));
        set.Add("PutRolePermissionsBoundary", call =>
        {
            state.OwnRole(call.Required("RoleName")).BoundaryArn = state.Policy(call.Required("PermissionsBoundary")).Arn;
        });
        set.Add("DeleteRolePermissionsBoundary", call => { state.OwnRole(call.Required("RoleName")).BoundaryArn = null; });
    }

    private JsonObject Create(ServiceCall call)
    {
        var (name, path) = (IamState.Name(call, "RoleName", 64), IamState.Path(call));
        var trust = PolicyText.Trust(call.Required("AssumeRolePolicyDocument"));
        if (state.Roles.ContainsKey(name))
        {
            throw IamErrors.AlreadyExists($"Role with name {name} already exists.");
        }

        var role = new Role(name, path, state.Arn("role", path, name), state.NewId("AROA"), state.Now)
        {
            TrustPolicy = trust,
            Description = call.Text("Description"),
            MaxSessionDuration = Duration(call) ?? 3600,
            BoundaryArn = call.Text("PermissionsBoundary") is { } boundary ? state.Policy(boundary).Arn : null,
        };
        role.Tags.Add(call.Items("Tags"));
        state.Roles.Add(name, role);
        return Json.Of(("Role", role.Shape()));
    }

    private JsonObject Update(ServiceCall call)
    {
        var role = state.OwnRole(call.Required("RoleName"));
        role.MaxSessionDuration = Duration(call) ?? role.MaxSessionDuration;
        role.Description = call.Text("Description") ?? role.Description;
        return [];
    }

    private static int? Duration(ServiceCall call) => call.Number("MaxSessionDuration") is not { } seconds ? null
        : seconds is >= 3600 and <= 43200 ? seconds
        : throw IamErrors.Invalid($"{seconds}", "maxSessionDuration", "Member must have value between 3600 and 43200");

    private void Delete(ServiceCall call)
    {
        var role = state.OwnRole(call.Required("RoleName"));
        if (state.Profiles.Values.Any(profile => profile.Role == role))
        {
            throw IamErrors.DeleteConflict("Cannot delete entity, must remove roles from instance profile first.");
        }

        if (role.Attached.Count > 0)
        {
            throw IamErrors.DeleteConflict("Cannot delete entity, must detach all policies first.");
        }

        if (role.Inline.Count > 0)
        {
            throw IamErrors.DeleteConflict("Cannot delete entity, must delete policies first.");
        }

        state.Roles.Remove(role.Name);
    }
}
