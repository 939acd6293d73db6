using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Iam;

/// <summary>Groups and who is in them.</summary>
internal sealed class GroupOperations(IamState state)
{
    // Quota "Groups per user".
    private const int GroupQuota = 10;

    public void Register(OperationSet set)
    {
        set.Add("CreateGroup", Create);
        set.Add("GetGroup", call =>
        {
            var group = Named(call);
            var answer = IamState.Page(call, "Users", Members(group).Select(user => user.Shape(inList: true)));
            answer["Group"] = group.Shape();
            return answer;
        });
        set.Add("ListGroups", call => IamState.Page(call, "Groups", state.Groups.Values
            .Where(group => group.Path.StartsWith(call.Text("PathPrefix") ?? "/", StringComparison.Ordinal)).Select(group => group.Shape())));
        set.Add("ListGroupsForUser", call => IamState.Page(
            call, "Groups", state.User(call.Required("UserName")).Groups.Select(group => group.Shape())));
        set.Add("AddUserToGroup", Join);
        set.Add("RemoveUserFromGroup", call =>
        {
            var (group, user) = (Named(call), state.User(call.Required("UserName")));
            if (!user.Groups.Remove(group))
            {
                throw IamErrors.NoSuchEntity($"User {user.Name} is not in group {group.Name}.");
            }
        });
        set.Add("DeleteGroup", Delete);
    }

    private Group Named(ServiceCall call) => state.Group(call.Required("GroupName"));

    private IEnumerable<User> Members(Group group) => state.Users.Values.Where(user => user.Groups.Contains(group));

    private JsonObject Create(ServiceCall call)
    {
        var (name, path) = (IamState.Name(call, "GroupName", 128), IamState.Path(call));
        if (state.Groups.ContainsKey(name))
        {
            throw IamErrors.AlreadyExists($"Group with name {name} already exists.");
        }

        var group = new Group(name, path, state.Arn("group", path, name), state.NewId("AGPA"), state.Now);
        state.Groups.Add(name, group);
        return Json.Of(("Group", group.Shape()));
    }

    private void Join(ServiceCall call)
    {
        var (group, user) = (Named(call), state.User(call.Required("UserName")));
        if (user.Groups.Contains(group))
        {
            return;
        }

        if (user.Groups.Count == GroupQuota)
        {
            throw IamErrors.LimitExceeded($"Cannot exceed quota for GroupsPerUser: {GroupQuota}");
        }

        user.Groups.Add(group);
    }

    private void Delete(ServiceCall call)
    {
        var group = Named(call);
        var left = Members(group).Any() ? "remove users from group" : group.Attached.Count > 0 ? "detach all policies"
            : group.Inline.Count > 0 ? "delete policies" : null;
        if (left is not null)
        {
            throw IamErrors.DeleteConflict($"Cannot delete entity, must {left} first.");
        }

        state.Groups.Remove(group.Name);
    }
}
