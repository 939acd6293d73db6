using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Organizations;

/// <summary>Which members administer which services for the organization, and its policies.</summary>
internal sealed class DelegationOperations(SandboxAccount account)
{
    public void Register(OperationSet set)
    {
        set.Add("RegisterDelegatedAdministrator", Register);
        set.Add("ListDelegatedAdministrators", call => OrganizationsService.Page(call, "DelegatedAdministrators", Own.Delegations
            .Where(one => call.Text("ServicePrincipal") is not { } service || service == one.Service).GroupBy(one => one.AccountId)
            .Select(one => Own.Members.First(member => member.Account.AccountId == one.Key).Shape(Own))));
        set.Add("PutResourcePolicy", call =>
        {
            Own.DelegationPolicy = call.Required("Content");
            return Json.Of(("ResourcePolicy", Policy()));
        });
        set.Add("DescribeResourcePolicy", _ => Own.DelegationPolicy is null
            ? throw new AwsErrorException("ResourcePolicyNotFoundException", "We can't find a resource policy request with the parameter that you specified.")
            : Json.Of(("ResourcePolicy", Policy())));
    }

    private SandboxOrganization Own => account.Organization!;

    private void Register(ServiceCall call)
    {
        var (id, service) = (call.Required("AccountId"), call.Required("ServicePrincipal"));
        if (Own.Find(id) is null)
        {
            throw new AwsErrorException("AccountNotFoundException", "You specified an account that doesn't exist.");
        }

        if (id == Own.Management.AccountId)
        {
            throw new AwsErrorException("ConstraintViolationException", "You cannot register the management account as a delegated administrator for your organization.");
        }

        if (!Own.Delegations.Add((id, service)))
        {
            throw new AwsErrorException("AccountAlreadyRegisteredException", "The specified account is already a delegated administrator for this service.");
        }
    }

    private JsonObject Policy() => Json.Of(
        ("ResourcePolicySummary", Json.Of(("Id", $"rp-{Own.Id[2..]}"), ("Arn", OrganizationArn.Of(Own, "resourcepolicy", $"rp-{Own.Id[2..]}")))), ("Content", Own.DelegationPolicy));
}
