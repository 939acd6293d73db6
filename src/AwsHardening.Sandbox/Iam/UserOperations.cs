using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Iam;

/// <summary>Users.</summary>
internal sealed class UserOperations(IamState state)
{
    public void Register(OperationSet set)
    {
        set.Add("CreateUser", Create);
        set.Add("GetUser", call => Json.Of(("User", state.Owner(call) is { UserName: { } name } ? state.User(name).Shape() : state.Shape(state.Root))));
        set.Add("ListUsers", call => IamState.Page(call, "Users", state.Users.Values
            .Where(user => user.Path.StartsWith(call.Text("PathPrefix") ?? "/", StringComparison.Ordinal))
            .Select(user => user.Shape(inList: true))));
        set.Add("DeleteUser", Delete);
        set.Add("TagUser", call => state.User(call.Required("UserName")).Tags.Add(call.Items("Tags")));
        set.Add("UntagUser", call => state.User(call.Required("UserName")).Tags.Remove(call.Texts("TagKeys")));
        set.Add("ListUserTags", call => IamState.Page(
            call, "Tags", [.. state.User(call.Required("UserName")).Tags.List().Select(tag => tag!.DeepClone())]));
        set.Add("PutUserPermissionsBoundary", call =>
        {
            state.User(call.Required("UserName")).BoundaryArn = state.Policy(call.Required("PermissionsBoundary")).Arn;
        });
        set.Add("DeleteUserPermissionsBoundary", call =>
        {
            var user = state.User(call.Required("UserName"));
            user.BoundaryArn = user.BoundaryArn is null
                ? throw IamErrors.NoSuchEntity($"User {user.Name} does not have a permissions boundary.") : null;
        });
    }

    private JsonObject Create(ServiceCall call)
    {
        var (name, path) = (IamState.Name(call, "UserName", 64), IamState.Path(call));
        if (state.Users.ContainsKey(name))
        {
            throw IamErrors.AlreadyExists($"User with name {name} already exists.");
        }

        var user = new User(name, path, state.Arn("user", path, name), state.NewId("AIDA"), state.Now)
        {
            BoundaryArn = call.Text("PermissionsBoundary") is { } boundary ? state.Policy(boundary).Arn : null,
        };
        user.Tags.Add(call.Items("Tags"));
        state.Users.Add(name, user);
        return Json.Of(("User", user.Shape()));
    }

    private void Delete(ServiceCall call)
    {
        var user = state.User(call.Required("UserName"));
        var means = user.Means;
        var left = means.Login is not null ? "delete login profile"
            : means.Keys.Count > 0 ? "delete access keys"
            : means.Devices.Count > 0 ? "delete MFA device"
            : user.Groups.Count > 0 ? "remove users from group" : null;
        if (left is not null)
        {
            throw IamErrors.DeleteConflict($"Cannot delete entity, must {left} first.");
        }

        if (user.Attached.Count > 0)
        {
            throw IamErrors.DeleteConflict("Cannot delete entity, must detach all policies first.");
        }

        if (user.Inline.Count > 0)
        {
            throw IamErrors.DeleteConflict("Cannot delete entity, must delete policies first.");
        }

        state.Users.Remove(user.Name);
    }
}
