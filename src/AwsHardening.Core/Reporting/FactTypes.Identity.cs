using AwsHardening.Core.Identity;
using static AwsHardening.Core.Reporting.FactServices;

namespace AwsHardening.Core.Reporting;

/// <content>Who may do what: one reading of IAM's details and one of its credential report, however many users there are.</content>
internal static partial class FactTypes
{
    public static readonly FactType AccountSummary = Iam.Setting("AccountSummary", "GetAccountSummary") with { Arn = "arn:{partition}:iam::{account}:root" };

    public static readonly FactType PasswordPolicy = Iam.Setting("PasswordPolicy", "GetAccountPasswordPolicy", notSet: "NoSuchEntity") with
    {
        ResourceType = "AWS::IAM::AccountPasswordPolicy",
    };

    /// <summary>The lines of the credential report: root and users, with how they sign in and when they last did.</summary>
    public static readonly FactType Credentials = Iam.List("Credentials", "GetCredentialReport", "", "User", "user", "arn") with
    {
        Read = (view, _, stop) => view.InRoomAsync(() => CredentialReport.ReadAsync(view.Session, stop)),
        ReadActions = ["iam:GenerateCredentialReport", "iam:GetCredentialReport"],
    };

    public static readonly FactType Users = Details("Users", "UserDetailList", "User", "UserName");

    public static readonly FactType Groups = Details("Groups", "GroupDetailList", "Group", "GroupName");

    public static readonly FactType Roles = Details("Roles", "RoleDetailList", "Role", "RoleName");

    /// <summary>The account's own managed policies and those of AWS's that are attached, with their versions.</summary>
    public static readonly FactType Policies = Details("Policies", "Policies", "ManagedPolicy", "PolicyName");

    /// <summary>The virtual MFA devices that somebody has: root's is among them, a hardware device never is.</summary>
    public static readonly FactType VirtualDevices = Iam.List("VirtualDevices", "ListVirtualMFADevices", "VirtualMFADevices", "VirtualMFADevice", "SerialNumber", "SerialNumber") with
    {
        Parameters = new() { ["AssignmentStatus"] = "Assigned" },
    };

    public static readonly FactType SamlProviders = Iam.List("SamlProviders", "ListSAMLProviders", "SAMLProviderList", "SAMLProvider", "Arn", "Arn");

    /// <summary>Whom AWS writes to when something is wrong with the account's security.</summary>
    public static readonly FactType SecurityContact = FactServices.Account.Setting("SecurityContact", "GetAlternateContact", "AlternateContact", "ResourceNotFoundException") with
    {
        Parameters = new() { ["AlternateContactType"] = "SECURITY" },
    };

    public static readonly FactType ServerCertificates =
        Iam.List("ServerCertificates", "ListServerCertificates", "ServerCertificateMetadataList", "ServerCertificate", "ServerCertificateName", "Arn");

    /// <summary>The organization that the account is in, and, where the account manages it, how it does.</summary>
    public static readonly FactType Organization = Organizations.List("Organization", "DescribeOrganization", "", "Organization", "Id", "Arn") with
    {
        Read = OrganizationReading.ReadAsync,
        ReadActions = OrganizationReading.Actions,
    };

    private static FactType Details(string name, string items, string type, string id) =>
        Iam.List(name, "GetAccountAuthorizationDetails", items, type, id, "Arn") with { Size = ("MaxItems", 1000) };
}
