using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Iam;

/// <summary>Instance profiles.</summary>
internal sealed class ProfileOperations(IamState state)
{
    public void Register(OperationSet set)
    {
        set.Add("CreateInstanceProfile", Create);
        set.Add("GetInstanceProfile", call => Json.Of(("InstanceProfile", Named(call).Shape())));
        set.Add("ListInstanceProfiles", call => IamState.Page(call, "InstanceProfiles", state.Profiles.Values
            .Where(profile => profile.Path.StartsWith(call.Text("PathPrefix") ?? "/", StringComparison.Ordinal))
            .Select(profile => profile.Shape(inList: true))));
        set.Add("ListInstanceProfilesForRole", call =>
        {
            var role = state.Role(call.Required("RoleName"));
            return IamState.Page(call, "InstanceProfiles", state.Profiles.Values
                .Where(profile => profile.Role == role).Select(profile => profile.Shape(inList: true)));
        });
        set.Add("DeleteInstanceProfile", Delete);
        set.Add("AddRoleToInstanceProfile", AddRole);
        set.Add("RemoveRoleFromInstanceProfile", RemoveRole);
        set.Add("TagInstanceProfile", call => Named(call).Tags.Add(call.Items("Tags")));
        set.Add("UntagInstanceProfile", call => Named(call).Tags.Remove(call.Texts("TagKeys")));
    }

    private IamInstanceProfile Named(ServiceCall call) => state.Profile(call.Required("InstanceProfileName"));

    private JsonObject Create(ServiceCall call)
    {
        var (name, path) = (IamState.Name(call, "InstanceProfileName", 128), IamState.Path(call));
        if (state.Profiles.ContainsKey(name))
        {
            throw IamErrors.AlreadyExists($"Instance Profile {name} already exists.");
        }

        var arn = state.Arn("instance-profile", path, name);
        var profile = new IamInstanceProfile(name, path, arn, InstanceProfileIds.Of(arn), state.Now);
        profile.Tags.Add(call.Items("Tags"));
        state.Profiles.Add(name, profile);
        return Json.Of(("InstanceProfile", profile.Shape()));
    }

    private void Delete(ServiceCall call)
    {
        var profile = Named(call);
        if (profile.Role is not null)
        {
            throw IamErrors.DeleteConflict("Cannot delete entity, must remove roles from instance profile first.");
        }

        state.Profiles.Remove(profile.Name);
    }

    private void AddRole(ServiceCall call)
    {
        var (profile, role) = (Named(call), state.OwnRole(call.Required("RoleName")));
        if (profile.Role is not null)
        {
            throw IamErrors.LimitExceeded("Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1");
        }

        profile.Role = role;
    }

    private void RemoveRole(ServiceCall call)
    {
        var (profile, role) = (Named(call), state.Role(call.Required("RoleName")));
        profile.Role = profile.Role == role ? null : throw IamErrors.NoSuchEntity(
            $"Role {role.Name} is not associated with instance profile {profile.Name}.");
    }
}
