namespace AwsHardening.Core.Reporting;

/// <content>Who may do what: one reading of IAM's details and one of its credential report, however many users there are.</content>
internal static partial class FactTypes
{
    public static readonly FactType AccountSummary = new("AccountSummary", "iam", "GetAccountSummary", "")
    {
        ResourceType = "AWS::Account",
        Id = "",
        Arn = "arn:{partition}:iam::{account}:root",
        IsGlobal = true,
    };

    public static readonly FactType PasswordPolicy = new("PasswordPolicy", "iam", "GetAccountPasswordPolicy", "")
    {
        ResourceType = "AWS::IAM::AccountPasswordPolicy",
        Id = "",
        IsGlobal = true,
        NotSet = ["NoSuchEntity"],
    };

    /// <summary>The lines of the credential report: root and users, with how they sign in and when they last did.</summary>
    public static readonly FactType Credentials = new("Credentials", "iam", "GetCredentialReport", "")
    {
        ResourceType = "AWS::IAM::User",
        Id = "user",
        Arn = "arn",
        IsGlobal = true,
        Read = CredentialReading.ReadAsync,
        ReadActions = ["iam:GenerateCredentialReport", "iam:GetCredentialReport"],
    };

    public static readonly FactType Users = Details("Users", "UserDetailList", "User", "UserName");

    public static readonly FactType Groups = Details("Groups", "GroupDetailList", "Group", "GroupName");

    public static readonly FactType Roles = Details("Roles", "RoleDetailList", "Role", "RoleName");

    /// <summary>The account's own managed policies and those of AWS's that are attached, with their versions.</summary>
    public static readonly FactType Policies = Details("Policies", "Policies", "ManagedPolicy", "PolicyName");

    private static FactType Details(string name, string items, string type, string id) => new(name, "iam", "GetAccountAuthorizationDetails", items)
    {
        ResourceType = $"AWS::IAM::{type}",
        Id = id,
        Arn = "Arn",
        IsGlobal = true,
        Token = ("Marker", "Marker"),
    };
}
