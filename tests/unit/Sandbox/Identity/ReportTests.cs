using System.Text;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Identity;

/// <summary>Passwords, groups and what IAM reports of an account.</summary>
public class ReportTests
{
    private readonly IdentityBench _bench = new();

    [Fact]
    public void The_credential_report_has_the_root_user_and_every_user()
    {
        Assert.Equal(("ReportNotPresent", 410), Refused("GetCredentialReport") is var none ? (none.Code, none.Status) : default);
        var key = _bench.User("audit", IdentityBench.Anything);
        _bench.Call("iam", "CreateLoginProfile", new { UserName = "audit", Password = "Correct-horse-1" });
        _bench.Device("audit");
        _bench.Account.InvokeAs(key, "s3", "ListBuckets", [], "us-east-2");
        Assert.Equal("STARTED", (string?)_bench.Call("iam", "GenerateCredentialReport")["State"]);
        Assert.Equal("COMPLETE", (string?)_bench.Call("iam", "GenerateCredentialReport")["State"]);
        var report = _bench.Call("iam", "GetCredentialReport");
        Assert.Equal("text/csv", (string?)report["ReportFormat"]);
        var rows = Encoding.UTF8.GetString(Convert.FromBase64String((string)report["Content"]!)).Split('\n').Select(line => line.Split(',')).ToList();
        Assert.All(rows, row => Assert.Equal(22, row.Length));
        Assert.Equal(["user", "arn", "user_creation_time", "password_enabled"], rows[0].Take(4));
        Assert.Equal(["<root_account>", "arn:aws:iam::123456789012:root"], rows[1].Take(2));
        Assert.Equal("not_supported", rows[1][3]);
        var audit = rows.Single(row => row[0] == "audit");
        string Cell(string column) => audit[Array.IndexOf(rows[0], column)];
        Assert.Equal(("true", "no_information", "true"), (Cell("password_enabled"), Cell("password_last_used"), Cell("mfa_active")));
        Assert.Equal(("true", "us-east-2", "s3"), (Cell("access_key_1_active"), Cell("access_key_1_last_used_region"), Cell("access_key_1_last_used_service")));
        Assert.Equal(("false", "N/A"), (Cell("access_key_2_active"), Cell("access_key_2_last_rotated")));
        Assert.Matches(@"^2026-01-01T00:00:\d\d\+00:00$", Cell("access_key_1_last_rotated"));
        _bench.Clock.Advance(TimeSpan.FromHours(4));
        Assert.Equal("ReportExpired", Refused("GetCredentialReport").Code);
    }

    [Fact]
    public void A_report_takes_its_time()
    {
        _bench.Iam.ReportDelay = TimeSpan.FromSeconds(10);
        var job = _bench.Call("iam", "GenerateServiceLastAccessedDetails", new { Arn = "arn:aws:iam::123456789012:user/admin" })["JobId"]!;
        string Used() => (string)_bench.Call("iam", "GetServiceLastAccessedDetails", new { JobId = (string)job! })["JobStatus"]!;
        Assert.Equal("STARTED", (string?)_bench.Call("iam", "GenerateCredentialReport")["State"]);
        Assert.Equal("INPROGRESS", (string?)_bench.Call("iam", "GenerateCredentialReport")["State"]);
        Assert.Equal(("ReportInProgress", 404), Refused("GetCredentialReport") is var busy ? (busy.Code, busy.Status) : default);
        Assert.Equal("IN_PROGRESS", Used());
        _bench.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("COMPLETE", (string?)_bench.Call("iam", "GenerateCredentialReport")["State"]);
        _bench.Call("iam", "GetCredentialReport");
        Assert.Equal("COMPLETED", Used());
    }

    [Fact]
    public void Passwords_follow_the_policy_of_the_account()
    {
        _bench.User("audit");
        Assert.Equal("NoSuchEntity", Refused("GetAccountPasswordPolicy").Code);
        Assert.Equal("NoSuchEntity", Refused("GetLoginProfile", new { UserName = "audit" }).Code);
        Assert.Equal("PasswordPolicyViolation", Refused("CreateLoginProfile", new { UserName = "audit", Password = "alllowercase" }).Code);
        _bench.Call("iam", "UpdateAccountPasswordPolicy", new
        {
            MinimumPasswordLength = 14, RequireSymbols = true, RequireNumbers = true, MaxPasswordAge = 90, PasswordReusePrevention = 24,
        });
        var policy = _bench.Call("iam", "GetAccountPasswordPolicy")["PasswordPolicy"]!;
        Assert.Equal((14, true, false, true, 90), (
            (int)policy["MinimumPasswordLength"]!, (bool)policy["RequireSymbols"]!, (bool)policy["RequireUppercaseCharacters"]!,
            (bool)policy["ExpirePasswords"]!, (int)policy["MaxPasswordAge"]!));
        Assert.Contains("minimum length of 14", Refused("CreateLoginProfile", new { UserName = "audit", Password = "Short-1" }).Message, StringComparison.Ordinal);
        _bench.Call("iam", "CreateLoginProfile", new { UserName = "audit", Password = "long-enough-1-word", PasswordResetRequired = true });
        Assert.True((bool)_bench.Call("iam", "GetLoginProfile", new { UserName = "audit" })["LoginProfile"]!["PasswordResetRequired"]!);
        Assert.Equal("EntityAlreadyExists", Refused("CreateLoginProfile", new { UserName = "audit", Password = "long-enough-1-word" }).Code);
        _bench.Call("iam", "DeleteLoginProfile", new { UserName = "audit" });
        _bench.Call("iam", "DeleteAccountPasswordPolicy");
        Assert.Equal("NoSuchEntity", Refused("DeleteAccountPasswordPolicy").Code);
        Assert.Equal("ValidationError", Refused("UpdateAccountPasswordPolicy", new { MinimumPasswordLength = 5 }).Code);
    }

    [Fact]
    public void A_group_goes_when_it_is_empty()
    {
        _bench.User("audit");
        _bench.Call("iam", "CreateGroup", new { GroupName = "admins" });
        _bench.Call("iam", "AddUserToGroup", new { GroupName = "admins", UserName = "audit" });
        _bench.Call("iam", "PutGroupPolicy", new { GroupName = "admins", PolicyName = "p", PolicyDocument = IdentityBench.Anything });
        Assert.Equal("audit", (string?)_bench.Call("iam", "GetGroup", new { GroupName = "admins" })["Users"]![0]!["UserName"]);
        Assert.Equal("admins", (string?)_bench.Call("iam", "ListGroupsForUser", new { UserName = "audit" })["Groups"]![0]!["GroupName"]);
        Assert.Equal("DeleteConflict", Refused("DeleteGroup", new { GroupName = "admins" }).Code);
        _bench.Call("iam", "RemoveUserFromGroup", new { GroupName = "admins", UserName = "audit" });
        Assert.Equal("DeleteConflict", Refused("DeleteGroup", new { GroupName = "admins" }).Code);
        _bench.Call("iam", "DeleteGroupPolicy", new { GroupName = "admins", PolicyName = "p" });
        _bench.Call("iam", "DeleteGroup", new { GroupName = "admins" });
        Assert.Equal("NoSuchEntity", Refused("GetGroup", new { GroupName = "admins" }).Code);
    }

    [Fact]
    public void Last_accessed_data_tell_services_and_actions_by_who_used_them()
    {
        var key = _bench.User("audit", """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["s3:ListAllMyBuckets","s3:CreateBucket","iam:List*"],"Resource":"*"}}""");
        const string Audit = "arn:aws:iam::123456789012:user/audit";
        _bench.As(key, "s3", "ListBuckets");
        _bench.Refused(key, "ec2", "DescribeVpcs");
        var services = Get(Audit, "ACTION_LEVEL");
        Assert.Equal(["iam", "s3"], services.Select(service => (string)service["ServiceNamespace"]!).Order(StringComparer.Ordinal));
        var s3 = services.Single(service => (string?)service["ServiceNamespace"] == "s3");
        Assert.Equal((Audit, 1), ((string?)s3["LastAuthenticatedEntity"], (int)s3["TotalAuthenticatedEntities"]!));
        var actions = s3["TrackedActionsLastAccessed"]!.AsArray();
        Assert.Equal(["CreateBucket", "ListAllMyBuckets"], actions.Select(action => (string)action!["ActionName"]!));
        Assert.Null(actions[0]!["LastAccessedTime"]);
        Assert.NotNull(actions[1]!["LastAccessedTime"]);
        var iam = services.Single(service => (string?)service["ServiceNamespace"] == "iam");
        Assert.Null(iam["LastAuthenticated"]);
        Assert.Null(Get(Audit, "SERVICE_LEVEL")[0]["TrackedActionsLastAccessed"]);
        Assert.Equal("p", (string?)_bench.Call("iam", "ListPoliciesGrantingServiceAccess", new { Arn = Audit, ServiceNamespaces = new[] { "s3" } })
            ["PoliciesGrantingServiceAccess"]![0]!["Policies"]![0]!["PolicyName"]);

        List<JsonObject> Get(string arn, string granularity)
        {
            var job = (string)_bench.Call("iam", "GenerateServiceLastAccessedDetails", new { Arn = arn, Granularity = granularity })["JobId"]!;
            return [.. _bench.Call("iam", "GetServiceLastAccessedDetails", new { JobId = job })["ServicesLastAccessed"]!.AsArray().OfType<JsonObject>()];
        }
    }

    [Fact]
    public void The_account_in_numbers_and_in_full()
    {
        _bench.User("audit", IdentityBench.Anything);
        _bench.Call("iam", "CreateGroup", new { GroupName = "g" });
        _bench.Call("iam", "AddUserToGroup", new { GroupName = "g", UserName = "audit" });
        _bench.Device("audit");
        _bench.Call("iam", "CreateAccountAlias", new { AccountAlias = "workshop" });
        Assert.Equal("workshop", (string?)_bench.Call("iam", "ListAccountAliases")["AccountAliases"]![0]);
        var summary = _bench.Call("iam", "GetAccountSummary")["SummaryMap"]!;
        Assert.Equal((2, 1, 1, 0, 0), (
            (int)summary["Users"]!, (int)summary["Groups"]!, (int)summary["MFADevicesInUse"]!, (int)summary["AccountMFAEnabled"]!,
            (int)summary["AccountAccessKeysPresent"]!));
        _bench.As(_bench.Account.Root.AccessKeyId, "iam", "CreateAccessKey");
        _bench.Iam.AddDevice(null, "GAHT12345678");
        summary = _bench.Call("iam", "GetAccountSummary")["SummaryMap"]!;
        Assert.Equal((1, 1), ((int)summary["AccountMFAEnabled"]!, (int)summary["AccountAccessKeysPresent"]!));
        var details = _bench.Call("iam", "GetAccountAuthorizationDetails");
        var audit = details["UserDetailList"]!.AsArray().Single(user => (string?)user!["UserName"] == "audit")!;
        Assert.Equal(("g", "p"), ((string?)audit["GroupList"]![0], (string?)audit["UserPolicyList"]![0]!["PolicyName"]));
        Assert.Contains(details["Policies"]!.AsArray(), policy => (string?)policy!["PolicyName"] == "AdministratorAccess");
        Assert.Equal("admin", (string?)_bench.Call("iam", "ListEntitiesForPolicy", new { PolicyArn = "arn:aws:iam::aws:policy/AdministratorAccess" })["PolicyUsers"]![0]!["UserName"]);
        Assert.Empty(_bench.Call("iam", "ListSSHPublicKeys", new { UserName = "audit" })["SSHPublicKeys"]!.AsArray());
        Assert.Empty(_bench.Call("iam", "ListSAMLProviders")["SAMLProviderList"]!.AsArray());
        Assert.Equal("NoSuchEntity", Refused("ListSigningCertificates", new { UserName = "none" }).Code);
    }

    [Fact]
    public void The_workshop_s_account_has_its_users_roles_and_trail()
    {
        var bench = new IdentityBench(SandboxAccount.FromTemplate("SecurityEssentials"));
        Assert.Equal(["admin", "read_only"], bench.Call("iam", "ListRoles")["Roles"]!.AsArray().Select(role => (string)role!["RoleName"]!));
        Assert.Equal(["admin", "audit", "operator"], bench.Call("iam", "ListUsers")["Users"]!.AsArray().Select(user => (string)user!["UserName"]!));
        string Key(string user) => (string)bench.Call("iam", "CreateAccessKey", new { UserName = user })["AccessKey"]!["AccessKeyId"]!;
        var (audit, op) = (Key("audit"), Key("operator"));
        string Arn(string role) => $"arn:aws:iam::{bench.Id}:role/{role}";
        var session = bench.Assume(audit, Arn("read_only"), "audit-test");
        bench.As(session, "s3", "ListBuckets");
        Assert.Equal("AccessDenied", bench.Refused(session, "s3", "CreateBucket", new { Bucket = "b-1" }).Code);
        bench.Refused(audit, "s3", "ListBuckets");
        bench.Refused(audit, "sts", "AssumeRole", new { RoleArn = Arn("admin"), RoleSessionName = "x1" });
        bench.Refused(op, "sts", "AssumeRole", new { RoleArn = Arn("admin"), RoleSessionName = "x1" });
        // T14: the operator cannot make its own device.
        bench.Refused(op, "iam", "CreateVirtualMFADevice", new { VirtualMFADeviceName = "operator" });
        var serial = bench.Device("operator");
        bench.As(op, "sts", "AssumeRole", new { RoleArn = Arn("admin"), RoleSessionName = "x1", SerialNumber = serial, TokenCode = bench.Iam.ReadCode(serial) });
        var trail = bench.Call("cloudtrail", "DescribeTrails")["trailList"]![0]!;
        Assert.Equal(("audit", "audit", false, false), (
            (string?)trail["Name"], (string?)trail["S3KeyPrefix"], (bool)trail["IsMultiRegionTrail"]!, (bool)trail["LogFileValidationEnabled"]!));
    }

    private AwsErrorException Refused(string operation, object? parameters = null) =>
        Assert.Throws<AwsErrorException>(() => _bench.Call("iam", operation, parameters));
}
