using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Iam;

/// <summary>Managed policies and their versions.</summary>
internal sealed class ManagedPolicyOperations(IamState state)
{
    private const int SizeQuota = 6144;
    private const int VersionQuota = 5;

    public void Register(OperationSet set)
    {
        set.Add("CreatePolicy", Create);
        set.Add("GetPolicy", call => Json.Of(("Policy", Shape(Named(call)))));
        set.Add("ListPolicies", List);
        set.Add("DeletePolicy", Delete);
        set.Add("CreatePolicyVersion", CreateVersion);
        set.Add("GetPolicyVersion", call => Json.Of(("PolicyVersion", Version(call).Shape(Named(call), withDocument: true))));
        set.Add("ListPolicyVersions", call => IamState.Page(
            call, "Versions", Named(call).Versions.AsEnumerable().Reverse().Select(version => version.Shape(Named(call), withDocument: false))));
        set.Add("DeletePolicyVersion", DeleteVersion);
        set.Add("SetDefaultPolicyVersion", call => { Own(call).Default = Version(call); });
    }

    private ManagedPolicy Named(ServiceCall call) => state.Policy(call.Required("PolicyArn"));

    // AWS's own policies belong to no account, and no account can change them.
    private ManagedPolicy Own(ServiceCall call) => Named(call) is { IsAws: false } own ? own : throw new AwsErrorException(
        "AccessDenied", $"User is not authorized to change {call.Required("PolicyArn")}.", 403);

    private JsonObject Shape(ManagedPolicy policy) => policy.Shape(state.Attachments(policy), state.Boundaries(policy));

    private PolicyVersion Version(ServiceCall call) =>
        Named(call).Versions.Find(version => version.Id == call.Required("VersionId"))
        ?? throw IamErrors.NoSuchEntity($"Policy {call.Required("PolicyArn")} version {call.Required("VersionId")} does not exist or is not attachable.");

    private static string Document(ServiceCall call)
    {
        var document = PolicyText.Identity(call.Required("PolicyDocument"));
        return PolicyText.Size(document) <= SizeQuota
            ? document
            : throw IamErrors.LimitExceeded($"Cannot exceed quota for PolicySize: {SizeQuota}");
    }

    private JsonObject Create(ServiceCall call)
    {
        var (name, path, document) = (IamState.Name(call, "PolicyName", 128), IamState.Path(call), Document(call));
        var arn = state.Arn("policy", path, name);
        if (state.Policies.ContainsKey(arn))
        {
            throw IamErrors.AlreadyExists(
                $"A policy called {name} already exists. Duplicate names are not allowed.");
        }

        var policy = new ManagedPolicy(name, path, arn, state.NewId("ANPA"), state.Now) { Description = call.Text("Description") };
        policy.AddVersion(document, asDefault: true, state.Now);
        state.Policies.Add(arn, policy);
        return Json.Of(("Policy", Shape(policy)));
    }

    private JsonObject List(ServiceCall call)
    {
        var scope = call.Text("Scope") ?? "All";
        return IamState.Page(call, "Policies", state.Policies.Values
            .Where(policy => scope == "All" || policy.IsAws == (scope == "AWS"))
            .Where(policy => call.Flag("OnlyAttached") is not true || state.Attachments(policy) > 0)
            .Where(policy => policy.Path.StartsWith(call.Text("PathPrefix") ?? "/", StringComparison.Ordinal))
            .Select(Shape));
    }

    private void Delete(ServiceCall call)
    {
        var policy = Own(call);
        if (state.Attachments(policy) + state.Boundaries(policy) > 0)
        {
            throw IamErrors.DeleteConflict("Cannot delete a policy attached to entities.");
        }

        if (policy.Versions.Count > 1)
        {
            throw IamErrors.DeleteConflict("This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.");
        }

        state.Policies.Remove(policy.Arn);
    }

    private JsonObject CreateVersion(ServiceCall call)
    {
        var (policy, document) = (Own(call), Document(call));
        if (policy.Versions.Count == VersionQuota)
        {
            throw IamErrors.LimitExceeded(
                $"A managed policy can have up to {VersionQuota} versions. Before you create a new version, you must delete an existing version.");
        }

        var version = policy.AddVersion(document, call.Flag("SetAsDefault") is true, state.Now);
        return Json.Of(("PolicyVersion", version.Shape(policy, withDocument: false)));
    }

    private void DeleteVersion(ServiceCall call)
    {
        var (policy, version) = (Own(call), Version(call));
        if (policy.Default == version)
        {
            throw IamErrors.DeleteConflict("Cannot delete the default version of a policy.");
        }

        policy.Versions.Remove(version);
    }
}
