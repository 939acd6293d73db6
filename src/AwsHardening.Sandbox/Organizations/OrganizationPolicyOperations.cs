using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Organizations;

/// <summary>Service and resource control policies, and where they are attached. Calls are not held to them.</summary>
internal sealed class OrganizationPolicyOperations(SandboxAccount account)
{
    private const string Everything = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";

    private static readonly Dictionary<string, string> s_aws = new(StringComparer.Ordinal)
    {
        ["SERVICE_CONTROL_POLICY"] = "FullAWSAccess",
        ["RESOURCE_CONTROL_POLICY"] = "RCPFullAWSAccess",
    };

    public void Register(OperationSet set)
    {
        set.Add("EnablePolicyType", Enable);
        set.Add("CreatePolicy", call => Json.Of(("Policy", Create(
            $"p-{account.Ids.NextHex("policy", 8)}", call.Required("Name"), call.Required("Type"), call.Required("Content"), isAws: false))));
        set.Add("ListPolicies", call => OrganizationsService.Page(
            call, "Policies", Own.Policies.Values.Where(one => one.Type == call.Required("Filter")).Select(one => one.Summary.DeepClone().AsObject())));
        set.Add("AttachPolicy", Attach);
        set.Add("ListTargetsForPolicy", call => OrganizationsService.Page(call, "Targets", Policy(call).Targets.Select(target => Json.Of(
            ("TargetId", target), ("Type", Own.Find(target) is not null ? "ACCOUNT" : target.StartsWith("r-", StringComparison.Ordinal) ? "ROOT" : "ORGANIZATIONAL_UNIT")))));
    }

    private SandboxOrganization Own => account.Organization!;

    private OrganizationPolicy Policy(ServiceCall call) => Own.Policies.GetValueOrDefault(call.Required("PolicyId"))
        ?? throw new AwsErrorException("PolicyNotFoundException", "You specified a policy that doesn't exist.");

    // With the type comes AWS's own policy, which allows everything and is attached everywhere.
    private JsonObject Enable(ServiceCall call)
    {
        var type = call.Required("PolicyType");
        if (!s_aws.TryGetValue(type, out var name))
        {
            throw new AwsErrorException("InvalidInputException", "You specified an invalid value: PolicyType.");
        }

        if (!Own.PolicyTypes.Add(type))
        {
            throw new AwsErrorException("PolicyTypeAlreadyEnabledException", "The specified policy type is already enabled.");
        }

        Create($"p-{name}", name, type, Everything, isAws: true);
        Own.Policies[$"p-{name}"].Targets.Add(Own.RootId);
        return Json.Of(("Root", Json.Of(("Id", Own.RootId), ("Name", Own.Root.Name))));
    }

    private JsonObject Create(string id, string name, string type, string content, bool isAws)
    {
        var summary = Json.Of(
            ("Id", id), ("Arn", OrganizationArn.Of(Own, "policy", $"{type.ToLowerInvariant()}/{id}")), ("Name", name), ("Type", type), ("AwsManaged", isAws));
        Own.Policies[id] = new OrganizationPolicy(type, summary, content, []);
        return Json.Of(("PolicySummary", summary.DeepClone()), ("Content", content));
    }

    private void Attach(ServiceCall call)
    {
        var policy = Policy(call);
        if (!Own.PolicyTypes.Contains(policy.Type))
        {
            throw new AwsErrorException("PolicyTypeNotEnabledException", "The specified policy type isn't currently enabled in this root.");
        }

        var target = call.Required("TargetId");
        if (Own.Find(target) is null && Own.Units.All(unit => unit.Id != target))
        {
            throw new AwsErrorException("TargetNotFoundException", "We can't find a root, OU, account, or policy with the TargetId that you specified.");
        }

        if (!policy.Targets.Add(target))
        {
            throw new AwsErrorException("DuplicatePolicyAttachmentException", "The selected policy is already attached to the specified target.");
        }
    }
}

/// <summary>A policy of an organization.</summary>
internal sealed record OrganizationPolicy(string Type, JsonObject Summary, string Content, SortedSet<string> Targets);
