using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Iam;

/// <summary>Roles that belong to an AWS service: made by name of the service, deleted by a task.</summary>
internal sealed class ServiceLinkedRoleOperations(IamState state)
{
    private static readonly Dictionary<string, string> s_names = new(StringComparer.Ordinal)
    {
        ["access-analyzer.amazonaws.com"] = "AWSServiceRoleForAccessAnalyzer",
        ["config.amazonaws.com"] = "AWSServiceRoleForConfig",
        ["guardduty.amazonaws.com"] = "AWSServiceRoleForAmazonGuardDuty",
    };

    private readonly HashSet<string> _tasks = new(StringComparer.Ordinal);

    public void Register(OperationSet set)
    {
        set.Add("CreateServiceLinkedRole", call => Json.Of(("Role", Create(call).Shape())));
        set.Add("DeleteServiceLinkedRole", Delete);
        set.Add("GetServiceLinkedRoleDeletionStatus", call => _tasks.Contains(call.Required("DeletionTaskId"))
            ? Json.Of(("Status", "SUCCEEDED"))
            : throw IamErrors.NoSuchEntity($"Deletion task {call.Required("DeletionTaskId")} cannot be found."));
    }

    /// <summary>Makes the role that a service makes for itself; the one there is stays.</summary>
    public static Role Ensure(IamState state, string service)
    {
        var name = s_names[service];
        if (state.Roles.TryGetValue(name, out var there))
        {
            return there;
        }

        var path = $"/aws-service-role/{service}/";
        var trust = new JsonObject
        {
            ["Version"] = "2012-10-17",
            ["Statement"] = new JsonArray(new JsonObject
            {
                ["Effect"] = "Allow",
                ["Principal"] = new JsonObject { ["Service"] = service },
                ["Action"] = "sts:AssumeRole",
            }),
        };
        var role = new Role(name, path, state.Arn("role", path, name), state.NewId("AROA"), state.Now)
        {
            TrustPolicy = PolicyText.Trust(trust.ToJsonString()),
        };
        state.Roles.Add(name, role);
        return role;
    }

    private Role Create(ServiceCall call)
    {
        var service = call.Required("AWSServiceName");
        if (!s_names.TryGetValue(service, out var name))
        {
            throw new AwsErrorException("InvalidInput", $"{service} is not a service that has a service-linked role.");
        }

        return state.Roles.ContainsKey(name)
            ? throw new AwsErrorException("InvalidInput", $"Service role name {name} has been taken in this account, please try a different suffix.")
            : Ensure(state, service);
    }

    private JsonObject Delete(ServiceCall call)
    {
        var role = state.Role(call.Required("RoleName"));
        if (!role.Path.StartsWith("/aws-service-role/", StringComparison.Ordinal))
        {
            throw new AwsErrorException("InvalidInput", $"{role.Name} is no service-linked role.");
        }

        state.Roles.Remove(role.Name);
        var task = $"task{role.Path}{role.Name}/{state.NewId("")}";
        _tasks.Add(task);
        return Json.Of(("DeletionTaskId", task));
    }
}
