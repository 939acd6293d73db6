using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Iam;

/// <summary>Every identity and policy of the account in one list (IAM API Reference: GetAccountAuthorizationDetails).</summary>
internal sealed class AuthorizationDetails(IamState state)
{
    private static readonly string[] s_lists = ["UserDetailList", "GroupDetailList", "RoleDetailList", "Policies"];

    public void Register(OperationSet set) => set.Add("GetAccountAuthorizationDetails", Get);

    private JsonObject Get(ServiceCall call)
    {
        var filter = call.Texts("Filter");
        bool Wants(string type) => filter.Count == 0 || filter.Contains(type);
        var all = (Wants("User") ? state.Users.Values.Select(user => ("UserDetailList", User(user))) : [])
            .Concat(Wants("Group") ? state.Groups.Values.Select(group => ("GroupDetailList", Group(group))) : [])
            .Concat(Wants("Role") ? state.Roles.Values.Select(role => ("RoleDetailList", Role(role))) : [])
            .Concat(state.Policies.Values.Where(policy => policy.IsAws
                    ? Wants("AWSManagedPolicy") && (filter.Count > 0 || state.Attachments(policy) > 0) : Wants("LocalManagedPolicy"))
                .Select(policy => ("Policies", Policy(policy))));
        // One page has things of several kinds.
        var page = IamState.Page(call, "All", all.Select(one => Json.Of(("List", one.Item1), ("Item", one.Item2))));
        var items = page["All"]!.AsArray().OfType<JsonObject>().ToList();
        page.Remove("All");
        foreach (var list in s_lists)
        {
            page[list] = Json.List(items.Where(item => item.Text("List") == list).Select(item => item["Item"]!.DeepClone()));
        }

        return page;
    }

    private static JsonObject User(User user)
    {
        var detail = user.Shape();
        detail.Remove("PasswordLastUsed");
        detail["GroupList"] = Json.Texts(user.Groups.Select(group => group.Name));
        return WithPolicies(detail, "UserPolicyList", user);
    }

    private static JsonObject Group(Group group) => WithPolicies(group.Shape(), "GroupPolicyList", group);

    private JsonObject Role(Role role)
    {
        var detail = role.Shape();
        detail.Remove("Description");
        detail.Remove("MaxSessionDuration");
        detail["InstanceProfileList"] = Json.List(state.Profiles.Values.Where(profile => profile.Role == role).Select(profile => profile.Shape(inList: true)));
        return WithPolicies(detail, "RolePolicyList", role);
    }

    private static JsonObject WithPolicies(JsonObject detail, string list, Identity identity)
    {
        detail[list] = Json.List(identity.Inline.Select(policy => Json.Of(
            ("PolicyName", policy.Key), ("PolicyDocument", PolicyText.Encode(policy.Value)))));
        detail["AttachedManagedPolicies"] = Json.List(identity.Attached.Select(policy => Json.Of(("PolicyName", policy.Name), ("PolicyArn", policy.Arn))));
        return detail;
    }

    private JsonObject Policy(ManagedPolicy policy)
    {
        var detail = policy.Shape(state.Attachments(policy), state.Boundaries(policy));
        detail["PolicyVersionList"] = Json.List(policy.Versions.Select(version => version.Shape(policy, withDocument: true)));
        return detail;
    }
}
