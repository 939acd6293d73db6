using AwsHardening.Core.Identity.Buckets;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Identity;

/// <summary>Source: Amazon S3 User Guide, "Blocking public access to your Amazon S3 storage", "Controlling ownership of objects and disabling ACLs".</summary>
public sealed class BucketAccessTests : IDisposable
{
    private const string Bucket = "pictures-of-cats";

    private readonly QuestionScene _scene = new();
    private readonly TestHost _host = new();

    public BucketAccessTests()
    {
        _scene.Account.S3("CreateBucket", new { Bucket });
        _scene.Account.S3("DeletePublicAccessBlock", new { Bucket });
    }

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task A_bucket_as_AWS_makes_it_is_the_account_s_own()
    {
        var access = await ReadAsync();
        Assert.Equal((BucketAccessLevel.OwnAccount, false, false, false), (access.Access, access.PublicRead, access.PublicWrite, access.PublicList));
        Assert.Equal("BucketOwnerEnforced", access.ObjectOwnership);
        Assert.Empty(access.Unread);
    }

    [Theory]
    [InlineData("s3:GetObject", "/*", true, false, false)]
    [InlineData("s3:Put*", "/*", false, true, false)]
    [InlineData("s3:ListBucket", "", false, false, true)]
    // What is of the other kind of resource is granted to nobody.
    [InlineData("s3:GetObject", "", false, false, false)]
    public async Task A_public_statement_is_named_as_what_decides(string action, string resource, bool read, bool write, bool list)
    {
        Allow("\"*\"", action, resource);
        var access = await ReadAsync();
        Assert.Equal((read, write, list), (access.PublicRead, access.PublicWrite, access.PublicList));
        Assert.Equal(read || write || list ? BucketAccessLevel.Public : BucketAccessLevel.OwnAccount, access.Access);
        Assert.All(access.Grants, grant => Assert.Equal(("*", "Public", "Policy", "Open", true), (grant.Grantee, grant.Reach, grant.Source, grant.Statement, grant.InForce)));
    }

    [Theory]
    [InlineData("s3", "bucket")]
    [InlineData("s3control", "account")]
    public async Task A_block_at_either_level_keeps_a_public_policy_from_having_effect(string service, string level)
    {
        Allow("\"*\"", "s3:GetObject", "/*");
        Block(service, "RestrictPublicBuckets");
        var access = await ReadAsync();
        Assert.Equal((BucketAccessLevel.OwnAccount, false), (access.Access, access.PublicRead));
        Assert.Equal((false, $"RestrictPublicBuckets of the {level}"), (access.Grants.Single().InForce, access.Grants.Single().BlockedBy));
    }

    [Fact]
    public async Task The_block_cuts_other_accounts_only_where_the_policy_is_public()
    {
        Allow("""{"AWS":"arn:aws:iam::210987654321:root"}""", "s3:GetObject", "/*");
        Block("s3", "RestrictPublicBuckets");
        var access = await ReadAsync();
        Assert.Equal(BucketAccessLevel.CrossAccount, access.Access);
        Assert.Equal(["arn:aws:iam::210987654321:root"], access.OtherAccounts);
    }

    [Theory]
    [InlineData("""{"StringEquals":{"aws:PrincipalOrgID":"o-abc1234567"}}""", BucketAccessLevel.CrossAccount)]
    [InlineData("""{"StringEquals":{"aws:principalaccount":"123456789012"}}""", BucketAccessLevel.OwnAccount)]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}""", BucketAccessLevel.CrossAccount)]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"0.0.0.0/1"}}""", BucketAccessLevel.Public)]
    [InlineData("""{"StringLike":{"aws:PrincipalArn":"*"}}""", BucketAccessLevel.Public)]
    [InlineData("""{"Bool":{"aws:SecureTransport":"true"}}""", BucketAccessLevel.Public)]
    public async Task Conditions_make_a_policy_public_or_not_as_S3_takes_it(string condition, BucketAccessLevel level)
    {
        Allow("\"*\"", "s3:GetObject", "/*", condition);
        Assert.Equal(level, (await ReadAsync()).Access);
    }

    [Fact]
    public async Task A_denial_for_all_goes_before_and_a_conditional_one_does_not()
    {
        var arn = $"arn:aws:s3:::{Bucket}";
        string Policy(string condition) =>
            $$"""{"Statement":[{"Sid":"Open","Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"{{arn}}/*"},{"Sid":"Shut","Effect":"Deny","Principal":"*","Action":"s3:GetObject*","Resource":"{{arn}}/*"{{condition}}}]}""";
        Put(Policy(""));
        Assert.Equal((BucketAccessLevel.OwnAccount, "statement Shut"), ((await ReadAsync()).Access, (await ReadAsync()).Grants.Single().BlockedBy));
        Put(Policy(""","Condition":{"Bool":{"aws:SecureTransport":"false"}}"""));
        Assert.Equal(BucketAccessLevel.Public, (await ReadAsync()).Access);
    }

    [Theory]
    [InlineData("public-read", false, true)]
    [InlineData("public-read-write", true, true)]
    [InlineData("authenticated-read", false, true)]
    public async Task An_ACL_counts_unless_ownership_or_a_block_takes_it_away(string acl, bool write, bool list)
    {
        Own("ObjectWriter");
        _scene.Account.S3("PutBucketAcl", new { Bucket, ACL = acl });
        var access = await ReadAsync();
        Assert.Equal((BucketAccessLevel.Public, write, list), (access.Access, access.PublicWrite, access.PublicList));
        // Objects have ACLs of their own, which nobody reads.
        Assert.Null(access.PublicRead);
        Block("s3control", "IgnorePublicAcls");
        access = await ReadAsync();
        Assert.Equal((BucketAccessLevel.OwnAccount, false, false, false), (access.Access, access.PublicRead, access.PublicWrite, access.PublicList));
        Assert.All(access.Grants, grant => Assert.Equal("IgnorePublicAcls of the account", grant.BlockedBy));
    }

    [Theory]
    [InlineData("s3", "GetBucketPolicy", "s3:GetBucketPolicy")]
    [InlineData("s3", "GetBucketOwnershipControls", "s3:GetBucketOwnershipControls")]
    [InlineData("s3", "GetPublicAccessBlock", "s3:GetBucketPublicAccessBlock")]
    [InlineData("s3control", "GetPublicAccessBlock", "s3:GetAccountPublicAccessBlock")]
    public async Task What_is_refused_leaves_the_answer_unknown(string service, string operation, string action)
    {
        // Public, were it not for what cannot be read.
        Allow("\"*\"", "s3:GetObject", "/*");
        if (action == "s3:GetBucketOwnershipControls")
        {
            _scene.Account.S3("DeleteBucketPolicy", new { Bucket });
        }

        _scene.Deny(service, operation);
        var access = await ReadAsync();
        Assert.Equal(BucketAccessLevel.Unknown, access.Access);
        Assert.Null(access.PublicRead);
        Assert.Contains($"{action}: AccessDenied", access.Unread);
        Assert.Contains(_host.Warnings, warning => warning.StartsWith(action, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_unread_ACL_matters_only_where_ACLs_are_on()
    {
        _scene.Deny("s3", "GetBucketAcl");
        Assert.Equal(BucketAccessLevel.OwnAccount, (await ReadAsync()).Access);
        Own("BucketOwnerPreferred");
        Assert.Equal(BucketAccessLevel.Unknown, (await ReadAsync()).Access);
    }

    [Fact]
    public async Task A_bucket_that_is_not_there_is_an_error()
    {
        Assert.Empty(await QuestionScene.ListAsync(BucketAccessOperation.FindAsync(_scene.Session, ["nothing-here"], _host, QuestionScene.Token)));
        Assert.Equal("BucketNotFound", _host.Errors.Single().Id);
    }

    private async Task<BucketAccess> ReadAsync() =>
        (await QuestionScene.ListAsync(BucketAccessOperation.FindAsync(_scene.Session, [Bucket], _host, QuestionScene.Token))).Single();

    private void Allow(string principal, string action, string resource, string condition = "{}") => Put(
        $$"""{"Version":"2012-10-17","Statement":[{"Sid":"Open","Effect":"Allow","Principal":{{principal}},"Action":"{{action}}","Resource":"arn:aws:s3:::{{Bucket}}{{resource}}","Condition":{{condition}}}]}""");

    private void Put(string policy) => _scene.Account.S3("PutBucketPolicy", new { Bucket, Policy = policy });

    private void Own(string ownership) => _scene.Account.S3(
        "PutBucketOwnershipControls", new { Bucket, OwnershipControls = new { Rules = new[] { new { ObjectOwnership = ownership } } } });

    private void Block(string service, string setting)
    {
        var configuration = new Dictionary<string, bool> { [setting] = true };
        _ = service == "s3" ? _scene.Account.S3("PutPublicAccessBlock", new { Bucket, PublicAccessBlockConfiguration = configuration })
            : _scene.Bench.Call("s3control", "PutPublicAccessBlock", new { AccountId = _scene.Account.AccountId, PublicAccessBlockConfiguration = configuration });
    }
}
