using AwsHardening.Core.Identity.Users;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Support;
using AwsHardening.UnitTests.SandboxTests.Identity;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Identity;

/// <summary>The workshop's questions "Do all our users have MFA enabled?" and "Do we have inactive users?", without their scripts' errors.</summary>
public sealed class IamUserTests : IDisposable
{
    private const string Password = "correct-Horse-8-battery";

    private readonly QuestionScene _scene = new();
    private readonly TestHost _host = new();

    private IdentityBench Bench => _scene.Bench;

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task A_password_without_MFA_is_told_from_one_with_it_and_from_none()
    {
        Bench.User("none");
        Bench.User("bare");
        Bench.Call("iam", "CreateLoginProfile", new { UserName = "bare", Password });
        Bench.User("safe");
        Bench.Call("iam", "CreateLoginProfile", new { UserName = "safe", Password });
        var serial = Bench.Device("safe");
        var status = await FindAsync();
        Assert.Equal((false, false, false), (status["none"].ConsolePassword, status["none"].Mfa, status["none"].MissingMfa));
        Assert.Equal((true, false, true), (status["bare"].ConsolePassword, status["bare"].Mfa, status["bare"].MissingMfa));
        Assert.Equal((true, true, false), (status["safe"].ConsolePassword, status["safe"].Mfa, status["safe"].MissingMfa));
        Assert.Equal((serial, "Virtual"), (status["safe"].MfaDevices![0].SerialNumber, status["safe"].MfaDevices![0].Type));
        // The root user has none either: the workshop's script does not look.
        Assert.Equal(["<root_account>", "bare"], (await FindAsync(new() { MissingMfa = true })).Keys.Order());
    }

    [Theory]
    [InlineData("arn:aws:iam::123456789012:mfa/joe", "Virtual")]
    [InlineData("arn:aws:iam::123456789012:u2f/user/joe/key-1", "SecurityKey")]
    [InlineData("arn:aws:iam::123456789012:sms-mfa/joe", "Sms")]
    [InlineData("GAHT12345678", "Hardware")]
    public void A_device_s_kind_is_in_its_serial_number(string serial, string type) => Assert.Equal(type, IamUserReader.DeviceType(serial));

    [Fact]
    public async Task New_console_only_and_inactive_users_are_told_apart()
    {
        Bench.User("old");
        Bench.Call("iam", "CreateUser", new { UserName = "empty" });
        var used = Bench.User("used", IdentityBench.Anything);
        Bench.Call("iam", "CreateUser", new { UserName = "console" });
        Bench.Call("iam", "CreateLoginProfile", new { UserName = "console", Password });
        var idle = Bench.User("idle", IdentityBench.Anything);
        Bench.As(idle, "s3", "ListBuckets");
        Bench.Clock.Advance(TimeSpan.FromDays(90));
        Bench.As(used, "s3", "ListBuckets");
        Bench.User("fresh");
        var status = await FindAsync();
        Assert.Equal(
            [
                ("console", IamUserActivity.Inactive), ("empty", IamUserActivity.NoCredential), ("fresh", IamUserActivity.New), ("idle", IamUserActivity.Inactive),
                ("old", IamUserActivity.Inactive), ("used", IamUserActivity.Active),
            ],
            status.Values.Where(one => !one.IsRoot && one.UserName != "admin").Select(one => (one.UserName, one.Activity)).Order());
        Assert.Equal((true, false), (status["console"].ConsoleOnly, status["old"].ConsoleOnly));
        var key = status["idle"].AccessKeys!.Single();
        Assert.Equal((90, "s3", 90), (key.AgeDays, key.LastUsedService, status["idle"].OldestKeyAgeDays));
        Assert.Equal(Bench.Clock.GetUtcNow() - TimeSpan.FromDays(90), status["idle"].LastUsed!.Value, TimeSpan.FromMinutes(5));
        // One day more to be idle for.
        Assert.Equal(IamUserActivity.Active, (await FindAsync(new() { InactiveDays = 91 }))["idle"].Activity);
    }

    [Fact]
    public async Task Direct_policies_are_told_from_a_group_s()
    {
        Bench.User("joe", IdentityBench.Allow("s3:ListAllMyBuckets"));
        Bench.Call("iam", "CreateGroup", new { GroupName = "readers" });
        Bench.Call("iam", "AttachGroupPolicy", new { GroupName = "readers", PolicyArn = "arn:aws:iam::aws:policy/ReadOnlyAccess" });
        Bench.Call("iam", "AddUserToGroup", new { GroupName = "readers", UserName = "joe" });
        var joe = (await FindAsync())["joe"];
        Assert.Equal(["readers"], joe.Groups);
        Assert.Equal(new IamUserPolicy("p", null, null), joe.DirectPolicies!.Single());
        Assert.Equal(new IamUserPolicy("ReadOnlyAccess", "arn:aws:iam::aws:policy/ReadOnlyAccess", "readers"), joe.GroupPolicies!.Single());
    }

    [Theory]
    [InlineData("GetLoginProfile")]
    [InlineData("ListMFADevices")]
    [InlineData("ListAccessKeys")]
    [InlineData("GetAccessKeyLastUsed")]
    [InlineData("ListGroupsForUser")]
    [InlineData("ListUserPolicies")]
    [InlineData("ListAttachedUserPolicies")]
    [InlineData("ListGroupPolicies")]
    public async Task What_is_refused_is_unknown_and_never_clean(string operation)
    {
        Bench.User("joe");
        Bench.Call("iam", "CreateLoginProfile", new { UserName = "joe", Password });
        Bench.Call("iam", "CreateGroup", new { GroupName = "g" });
        Bench.Call("iam", "AddUserToGroup", new { GroupName = "g", UserName = "joe" });
        Bench.Clock.Advance(TimeSpan.FromDays(100));
        _scene.Deny("iam", operation);
        var joe = (await FindAsync(new() { UserName = ["joe"] }))["joe"];
        object? fact = operation switch
        {
            "GetLoginProfile" => joe.ConsolePassword ?? (object?)joe.MissingMfa,
            "ListMFADevices" => joe.Mfa ?? (object?)joe.MissingMfa ?? joe.MfaDevices,
            "ListAccessKeys" => joe.AccessKeys ?? (object?)joe.ConsoleOnly,
            "GetAccessKeyLastUsed" => joe.AccessKeys!.Single().LastUseKnown ? true : null,
            "ListGroupsForUser" => joe.Groups ?? (object?)joe.GroupPolicies,
            "ListGroupPolicies" => joe.GroupPolicies,
            _ => joe.DirectPolicies,
        };
        Assert.Null(fact);
        Assert.Contains($"iam:{operation}: AccessDenied", joe.Unread);
        Assert.Contains(_host.Warnings, warning => warning.StartsWith($"iam:{operation} was not answered (AccessDenied)", StringComparison.Ordinal));
        if (operation is "GetLoginProfile" or "ListAccessKeys" or "GetAccessKeyLastUsed")
        {
            Assert.Equal(IamUserActivity.Unknown, joe.Activity);
        }

        // Unknown is not ruled out by the filter that looks for what is wrong.
        Assert.Equal(operation is "GetLoginProfile" or "ListMFADevices" || joe.MissingMfa == true, (await FindAsync(new() { UserName = ["joe"], MissingMfa = true })).Count == 1);
    }

    [Fact]
    public async Task A_use_that_is_known_is_one_whatever_else_is_not()
    {
        var key = Bench.User("joe", IdentityBench.Anything);
        Bench.As(key, "s3", "ListBuckets");
        _scene.Deny("iam", "GetLoginProfile");
        Assert.Equal(IamUserActivity.Active, (await FindAsync())["joe"].Activity);
    }

    [Theory]
    [InlineData("GetAccountSummary", "GenerateCredentialReport")]
    [InlineData("GetAccountSummary", "GetCredentialReport")]
    public async Task Of_the_root_user_too(string one, string other)
    {
        _scene.Deny("iam", one);
        _scene.Deny("iam", other);
        var root = (await FindAsync())[IamUserOperation.Root];
        Assert.Equal((null, null, IamUserActivity.Unknown), (root.Mfa, root.MissingMfa, root.Activity));
        Assert.Null(root.AccessKeys);
        Assert.Equal(2, root.Unread.Count);
    }

    [Fact]
    public async Task The_root_user_s_key_is_seen()
    {
        var key = (string)Bench.As(_scene.Account.Root.AccessKeyId, "iam", "CreateAccessKey")["AccessKey"]!["AccessKeyId"]!;
        Bench.As(key, "s3", "ListBuckets");
        var root = (await FindAsync())[IamUserOperation.Root];
        Assert.Equal((true, false, IamUserActivity.Active), (root.IsRoot, root.Mfa, root.Activity));
        Assert.Equal("s3", root.AccessKeys!.Single(one => one.Active == true).LastUsedService);
    }

    [Fact]
    public async Task The_workshop_s_fresh_users_are_new_and_not_inactive()
    {
        using var scene = new QuestionScene(SandboxAccount.FromTemplate("SecurityEssentials"));
        scene.Bench.Call("iam", "CreateAccessKey", new { UserName = "audit" });
        var users = await QuestionScene.ListAsync(IamUserOperation.FindAsync(scene.Session, new() { UserName = ["audit", "operator"] }, _host, QuestionScene.Token));
        Assert.Equal([("audit", IamUserActivity.New), ("operator", IamUserActivity.NoCredential)], users.Select(user => (user.UserName, user.Activity)));
        Assert.Empty(_host.Warnings);
    }

    [Fact]
    public async Task A_user_that_is_not_there_is_an_error_and_stops_nothing()
    {
        Bench.User("joe");
        Assert.Equal(["joe"], (await FindAsync(new() { UserName = ["nobody", "joe"] })).Keys);
        Assert.Equal(("NoSuchEntity", "nobody"), (_host.Errors.Single().Id, _host.Errors.Single().Target));
    }

    private async Task<IReadOnlyDictionary<string, IamUserStatus>> FindAsync(IamUserQuery? query = null) =>
        (await QuestionScene.ListAsync(IamUserOperation.FindAsync(_scene.Session, query ?? new(), _host, QuestionScene.Token))).ToDictionary(user => user.UserName);
}
