using AwsHardening.Sandbox;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Identity;

/// <summary>
/// Which policies together allow a call. Sources: IAM User Guide, "Policy evaluation logic", "How AWS enforcement code logic evaluates
/// requests to allow or deny access", "Cross-account policy evaluation logic", "Permissions boundaries for IAM entities", "Session
/// policies", "AWS JSON policy elements: Principal", "… NotPrincipal", "Compare AWS STS credentials"; AWS KMS Developer Guide, "Key
/// policies in AWS KMS", "Grants in AWS KMS".
/// </summary>
public class EvaluationTests
{
    private const string Account = """{"AWS":"arn:aws:iam::123456789012:root"}""";

    private readonly IdentityBench _bench = new();

    [Fact]
    public void Nothing_is_allowed_that_no_policy_allows()
    {
        var key = _bench.User("eve");
        var refused = _bench.Refused(key, "iam", "ListUsers");
        Assert.Equal(
            ("AccessDenied", 403, "User: arn:aws:iam::123456789012:user/eve is not authorized to perform: iam:ListUsers on resource: * because no identity-based policy allows the iam:ListUsers action"),
            (refused.Code, refused.Status, refused.Message));
        Assert.Equal("UnauthorizedOperation", _bench.Refused(key, "ec2", "DescribeVpcs").Code);
        Assert.StartsWith("You are not authorized to perform this operation.", _bench.Refused(key, "ec2", "CreateVpc").Message, StringComparison.Ordinal);
        foreach (var (service, operation) in new[]
            { ("cloudtrail", "DescribeTrails"), ("kms", "ListKeys"), ("guardduty", "ListDetectors"), ("config", "DescribeConfigurationRecorders"), ("dynamodb", "ListTables"), ("logs", "DescribeLogGroups"), ("ssm", "DescribeInstanceInformation"), ("organizations", "ListAccounts") })
        {
            Assert.Equal("AccessDeniedException", _bench.Refused(key, service, operation).Code);
        }

        Assert.Equal("AccessDenied", _bench.Refused(key, "elbv2", "DescribeLoadBalancers").Code);
        _bench.As(key, "sts", "GetCallerIdentity");
    }

    [Fact]
    public void A_refused_call_changes_nothing_and_is_in_event_history()
    {
        var key = _bench.User("eve");
        _bench.Refused(key, "iam", "CreateUser", new { UserName = "mallory" });
        Assert.Equal("NoSuchEntity", Assert.Throws<AwsErrorException>(() => _bench.Call("iam", "GetUser", new { UserName = "mallory" })).Code);
        Assert.Contains("\\u0022errorCode\\u0022:\\u0022AccessDenied", _bench.Call("cloudtrail", "LookupEvents").ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_deny_goes_before_every_allow()
    {
        var key = _bench.User("eve", IdentityBench.Anything);
        _bench.As(key, "iam", "ListUsers");
        _bench.Call("iam", "PutUserPolicy", new
        {
            UserName = "eve", PolicyName = "deny", PolicyDocument = """{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"iam:List*","Resource":"*"}}""",
        });
        Assert.EndsWith("with an explicit deny in an identity-based policy", _bench.Refused(key, "iam", "ListUsers").Message, StringComparison.Ordinal);
        _bench.As(key, "iam", "GetAccountSummary");
    }

    [Fact]
    public void A_group_s_policies_are_its_users()
    {
        var key = _bench.User("eve");
        _bench.Call("iam", "CreateGroup", new { GroupName = "readers" });
        _bench.Call("iam", "AttachGroupPolicy", new { GroupName = "readers", PolicyArn = "arn:aws:iam::aws:policy/ReadOnlyAccess" });
        _bench.Refused(key, "iam", "ListUsers");
        _bench.Call("iam", "AddUserToGroup", new { GroupName = "readers", UserName = "eve" });
        _bench.As(key, "iam", "ListUsers");
        _bench.Refused(key, "iam", "DeleteUser", new { UserName = "eve" });
        _bench.Call("iam", "RemoveUserFromGroup", new { GroupName = "readers", UserName = "eve" });
        _bench.Refused(key, "iam", "ListUsers");
    }

    [Fact]
    public void A_boundary_allows_nothing_and_limits_everything()
    {
        var boundary = Policy("only-s3", IdentityBench.Allow("s3:*"));
        var key = _bench.User("eve", IdentityBench.Anything);
        _bench.Call("iam", "PutUserPermissionsBoundary", new { UserName = "eve", PermissionsBoundary = boundary });
        _bench.As(key, "s3", "ListBuckets");
        Assert.EndsWith(
            "because no permissions boundary allows the iam:ListUsers action", _bench.Refused(key, "iam", "ListUsers").Message, StringComparison.Ordinal);
        _bench.Call("iam", "DeleteUserPolicy", new { UserName = "eve", PolicyName = "p" });
        Assert.Contains("no identity-based policy", _bench.Refused(key, "s3", "ListBuckets").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_policy_leaves_what_both_allow()
    {
        var role = _bench.Role("r", Account, policy: IdentityBench.Allow("s3:*"));
        var key = _bench.User("eve", IdentityBench.Allow("sts:AssumeRole"));
        var session = IdentityBench.Key(_bench.As(key, "sts", "AssumeRole", new
        {
            RoleArn = role, RoleSessionName = "s1",
            Policy = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["s3:ListAllMyBuckets","iam:*"],"Resource":"*"}}""",
        }));
        _bench.As(session, "s3", "ListBuckets");
        Assert.Contains("no session policy allows", _bench.Refused(session, "s3", "CreateBucket", new { Bucket = "b-1" }).Message, StringComparison.Ordinal);
        Assert.Contains("no identity-based policy", _bench.Refused(session, "iam", "ListUsers").Message, StringComparison.Ordinal);
        var byArn = IdentityBench.Key(_bench.As(key, "sts", "AssumeRole", new
        {
            RoleArn = role, RoleSessionName = "s2", PolicyArns = new[] { new { arn = "arn:aws:iam::aws:policy/ReadOnlyAccess" } },
        }));
        _bench.As(byArn, "s3", "ListBuckets");
        _bench.Refused(byArn, "s3", "CreateBucket", new { Bucket = "b-1" });
        Assert.Equal("MalformedPolicyDocument", _bench.Refused(key, "sts", "AssumeRole", new { RoleArn = role, RoleSessionName = "s3", Policy = "{" }).Code);
    }

    [Fact]
    public void A_bucket_policy_may_let_in_and_shut_out()
    {
        _bench.Call("s3", "CreateBucket", new { Bucket = "b-1" });
        var (eve, ann) = (_bench.User("eve"), _bench.User("ann", IdentityBench.Allow("s3:*")));
        Assert.Equal(
            "User: arn:aws:iam::123456789012:user/eve is not authorized to perform: s3:ListBucket on resource: \"arn:aws:s3:::b-1\" because no identity-based policy allows the s3:ListBucket action",
            _bench.Refused(eve, "s3", "ListObjectsV2", new { Bucket = "b-1" }).Message);
        Put("""{"AWS":"arn:aws:iam::123456789012:user/eve"}""", "Allow");
        _bench.As(eve, "s3", "ListObjectsV2", new { Bucket = "b-1" });
        Put("""{"AWS":"arn:aws:iam::123456789012:user/ann"}""", "Deny");
        Assert.Contains("explicit deny in a resource-based policy", _bench.Refused(ann, "s3", "ListObjectsV2", new { Bucket = "b-1" }).Message, StringComparison.Ordinal);
        Assert.Equal("AccessDenied", _bench.Refused(eve, "s3", "ListObjectsV2", new { Bucket = "b-1" }).Code);
        // NotPrincipal: everybody but ann.
        Put("""{"AWS":["arn:aws:iam::123456789012:user/ann","arn:aws:iam::123456789012:root"]}""", "Deny", "NotPrincipal");
        _bench.As(ann, "s3", "ListObjectsV2", new { Bucket = "b-1" });
        Assert.Contains("explicit deny", _bench.Refused(_bench.User("bob", IdentityBench.Anything), "s3", "ListObjectsV2", new { Bucket = "b-1" }).Message, StringComparison.Ordinal);
        // The account alone: its own policies decide.
        Put(Account, "Allow");
        _bench.Refused(eve, "s3", "ListObjectsV2", new { Bucket = "b-1" });
        // Nobody, and the root user can still take it back.
        Put("\"*\"", "Deny");
        _bench.Refused(ann, "s3", "DeleteBucketPolicy", new { Bucket = "b-1" });
        _bench.As(_bench.Account.Root.AccessKeyId, "s3", "DeleteBucketPolicy", new { Bucket = "b-1" });
        _bench.As(ann, "s3", "ListObjectsV2", new { Bucket = "b-1" });

        void Put(string principal, string effect, string element = "Principal") => _bench.Call("s3", "PutBucketPolicy", new
        {
            Bucket = "b-1",
            Policy = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"{{effect}}","{{element}}":{{principal}},"Action":"s3:*","Resource":["arn:aws:s3:::b-1","arn:aws:s3:::b-1/*"]}]}""",
        });
    }

    [Fact]
    public void TLS_only_and_MFA_conditions_of_a_bucket_are_asked()
    {
        _bench.Call("s3", "CreateBucket", new { Bucket = "b-1" });
        const string Only = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::b-1","arn:aws:s3:::b-1/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}},{"Effect":"Deny","Principal":"*","Action":"s3:PutObject","Resource":"arn:aws:s3:::b-1/*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}}]}""";
        _bench.Call("s3", "PutBucketPolicy", new { Bucket = "b-1", Policy = Only });
        var key = _bench.User("ann", IdentityBench.Anything);
        var serial = _bench.Device("ann");
        _bench.As(key, "s3", "ListObjectsV2", new { Bucket = "b-1" });
        _bench.Refused(key, "s3", "PutObject", new { Bucket = "b-1", Key = "k" });
        var session = IdentityBench.Key(_bench.As(key, "sts", "GetSessionToken", new { SerialNumber = serial, TokenCode = _bench.Iam.ReadCode(serial) }));
        _bench.As(session, "s3", "PutObject", new { Bucket = "b-1", Key = "k" });
        // What AssumeRole took a code for is not told on.
        var role = _bench.Role("r", Account, """{"Bool":{"aws:MultiFactorAuthPresent":"true"}}""", IdentityBench.Anything);
        _bench.Refused(_bench.Assume(session, role), "s3", "PutObject", new { Bucket = "b-1", Key = "k" });
    }

    [Fact]
    public void A_key_lets_in_whom_its_policy_or_a_grant_names()
    {
        var id = (string)_bench.Call("kms", "CreateKey")["KeyMetadata"]!["KeyId"]!;
        var (ann, eve) = (_bench.User("ann", IdentityBench.Allow("kms:*")), _bench.User("eve"));
        _bench.As(ann, "kms", "DescribeKey", new { KeyId = id });
        _bench.Refused(eve, "kms", "DescribeKey", new { KeyId = id });
        _bench.Call("kms", "PutKeyPolicy", new
        {
            KeyId = id, PolicyName = "default",
            Policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:user/eve"},"Action":"kms:*","Resource":"*"}]}""",
        });
        Assert.Contains("no resource-based policy allows", _bench.Refused(ann, "kms", "DescribeKey", new { KeyId = id }).Message, StringComparison.Ordinal);
        _bench.As(eve, "kms", "DescribeKey", new { KeyId = id });
        _bench.Call("kms", "CreateGrant", new { KeyId = id, GranteePrincipal = "arn:aws:iam::123456789012:user/bob", Operations = new[] { "DescribeKey" } });
        var bob = _bench.User("bob");
        _bench.As(bob, "kms", "DescribeKey", new { KeyId = id });
        _bench.Refused(bob, "kms", "DisableKey", new { KeyId = id });
        var blob = (string)_bench.As(eve, "kms", "Encrypt", new { KeyId = id, Plaintext = "AAAA" })["CiphertextBlob"]!;
        _bench.Refused(ann, "kms", "Decrypt", new { CiphertextBlob = blob });
        _bench.As(eve, "kms", "Decrypt", new { CiphertextBlob = blob });
    }

    [Fact]
    public void Across_accounts_both_sides_must_allow()
    {
        var organization = SandboxOrganization.Create(_bench.Account);
        var shop = organization.AddAccount("shop");
        shop.Invoke("s3", "CreateBucket", new() { ["Bucket"] = "shop-data" });
        var (may, mayNot) = (_bench.User("may", IdentityBench.Allow("s3:*")), _bench.User("may-not"));
        Assert.Contains("no resource-based policy", _bench.Refused(may, "s3", "ListObjectsV2", new { Bucket = "shop-data" }).Message, StringComparison.Ordinal);
        shop.Invoke("s3", "PutBucketPolicy", new()
        {
            ["Bucket"] = "shop-data",
            ["Policy"] = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":["arn:aws:iam::123456789012:user/may","arn:aws:iam::123456789012:user/may-not"]},"Action":"s3:*","Resource":["arn:aws:s3:::shop-data","arn:aws:s3:::shop-data/*"]}]}""",
        });
        _bench.As(may, "s3", "ListObjectsV2", new { Bucket = "shop-data" });
        Assert.Contains("no identity-based policy", _bench.Refused(mayNot, "s3", "ListObjectsV2", new { Bucket = "shop-data" }).Message, StringComparison.Ordinal);
        // Everybody of the organization.
        shop.Invoke("s3", "PutBucketPolicy", new()
        {
            ["Bucket"] = "shop-data",
            ["Policy"] = $$$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::shop-data","Condition":{"StringEquals":{"aws:PrincipalOrgID":"{{{organization.Id}}}"} } }]}""",
        });
        _bench.As(may, "s3", "ListObjectsV2", new { Bucket = "shop-data" });
    }

    [Fact]
    public void A_user_s_session_without_a_code_has_no_IAM()
    {
        var key = _bench.User("ann", IdentityBench.Anything);
        var serial = _bench.Device("ann");
        var plain = IdentityBench.Key(_bench.As(key, "sts", "GetSessionToken"));
        _bench.As(plain, "s3", "ListBuckets");
        Assert.Equal("InvalidClientTokenId", _bench.Refused(plain, "iam", "ListUsers").Code);
        var shown = IdentityBench.Key(_bench.As(key, "sts", "GetSessionToken", new { SerialNumber = serial, TokenCode = _bench.Iam.ReadCode(serial) }));
        _bench.As(shown, "iam", "ListUsers");
        Assert.Equal("AccessDenied", _bench.Refused(shown, "sts", "GetSessionToken").Code);
    }

    [Fact]
    public void Whoever_loses_its_user_or_role_loses_its_session()
    {
        var key = _bench.User("ann", IdentityBench.Anything);
        var session = _bench.Assume(key, _bench.Role("r", Account, policy: IdentityBench.Anything));
        _bench.As(session, "iam", "ListUsers");
        _bench.Call("iam", "DeleteRolePolicy", new { RoleName = "r", PolicyName = "p" });
        _bench.Refused(session, "iam", "ListUsers");
        _bench.Call("iam", "DeleteRole", new { RoleName = "r" });
        _bench.Role("r", Account, policy: IdentityBench.Anything);
        _bench.Refused(session, "iam", "ListUsers");
    }

    [Fact]
    public void Users_manage_their_own_device_by_variables()
    {
        var key = _bench.User("ann", """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:CreateVirtualMFADevice"],"Resource":"arn:aws:iam::*:mfa/${aws:username}"},
            {"Effect":"Allow","Action":["iam:EnableMFADevice","iam:ListMFADevices"],"Resource":"arn:aws:iam::*:user/${aws:username}"}]}
            """);
        _bench.As(key, "iam", "CreateVirtualMFADevice", new { VirtualMFADeviceName = "ann" });
        _bench.Refused(key, "iam", "CreateVirtualMFADevice", new { VirtualMFADeviceName = "bob" });
        _bench.As(key, "iam", "ListMFADevices");
        _bench.Refused(key, "iam", "ListMFADevices", new { UserName = "admin" });
        _bench.Refused(key, "iam", "DeactivateMFADevice", new { UserName = "ann", SerialNumber = "x" });
    }

    [Fact]
    public void Passing_a_role_needs_leave()
    {
        _bench.Role("r", """{"Service":"ec2.amazonaws.com"}""");
        _bench.Call("iam", "CreateInstanceProfile", new { InstanceProfileName = "p" });
        var key = _bench.User("ann", IdentityBench.Allow("iam:AddRoleToInstanceProfile"));
        Assert.Contains(
            "iam:PassRole on resource: arn:aws:iam::123456789012:role/r",
            _bench.Refused(key, "iam", "AddRoleToInstanceProfile", new { InstanceProfileName = "p", RoleName = "r" }).Message, StringComparison.Ordinal);
        _bench.Call("iam", "PutUserPolicy", new { UserName = "ann", PolicyName = "pass", PolicyDocument = IdentityBench.Allow("iam:PassRole") });
        _bench.As(key, "iam", "AddRoleToInstanceProfile", new { InstanceProfileName = "p", RoleName = "r" });
    }

    [Fact]
    public void The_root_user_may_do_all_and_the_administrator_as_long_as_it_is_one()
    {
        _bench.As(_bench.Account.Root.AccessKeyId, "iam", "ListUsers");
        var admin = _bench.Account.Principals.Default.AccessKeyId;
        _bench.As(admin, "iam", "ListUsers");
        _bench.As(admin, "iam", "DetachUserPolicy", new { UserName = "admin", PolicyArn = "arn:aws:iam::aws:policy/AdministratorAccess" });
        _bench.Refused(admin, "iam", "ListUsers");
        _bench.Refused("a key that nobody knows", "iam", "ListUsers");
    }

    private string Policy(string name, string document) =>
        (string)_bench.Call("iam", "CreatePolicy", new { PolicyName = name, PolicyDocument = document })["Policy"]!["Arn"]!;
}
