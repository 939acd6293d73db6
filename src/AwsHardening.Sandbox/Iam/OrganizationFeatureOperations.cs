using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Iam;

/// <summary>Central management of the root users of an organization's accounts (IAM User Guide: Centrally manage root access for member accounts).</summary>
internal sealed class OrganizationFeatureOperations(SandboxAccount account)
{
    private const string RootCredentials = "RootCredentialsManagement";

    public void Register(OperationSet set)
    {
        set.Add("ListOrganizationsFeatures", _ => Show(Own()));
        set.Add("EnableOrganizationsRootCredentialsManagement", _ =>
        {
            Own().ManagesRootCredentials = true;
            return Show(Own());
        });
    }

    private SandboxOrganization Own() => account.Organization is not { } organization
        ? throw new AwsErrorException("OrganizationNotFoundException", "The request was rejected because the account is not in an organization.", 404)
        : organization.Management == account ? organization
        : throw new AwsErrorException("AccountNotManagementOrDelegatedAdministratorException", "The request was rejected because the account making the request is not the management account or delegated administrator account for IAM.");

    private static JsonObject Show(SandboxOrganization organization) => Json.Of(
        ("OrganizationId", organization.Id), ("EnabledFeatures", Json.Texts(organization.ManagesRootCredentials ? [RootCredentials] : [])));
}
