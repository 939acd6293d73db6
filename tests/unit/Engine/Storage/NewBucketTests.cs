using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Storage;

public class NewBucketTests
{
    private const string Bucket = BucketScene.Name;

    [Fact]
    public async Task A_new_bucket_is_private_versioned_encrypted_and_TLS_only()
    {
        using var scene = new BucketScene();
        var made = await scene.NewAsync();

        Assert.Empty(scene.Host.Errors);
        Assert.Equal(
            new StateBucket
            {
                Name = Bucket, Arn = "arn:aws:s3:::team-state", Region = "us-east-1", Versioning = "Enabled", Encryption = "AES256",
                PublicAccessBlocked = true, TlsOnly = true, Status = "Created", ChangeId = "change2",
            },
            made);
        Assert.Equal("Enabled", (string?)scene.Call("GetBucketVersioning", new { Bucket })["Status"]);
        Assert.All(
            scene.Call("GetPublicAccessBlock", new { Bucket })["PublicAccessBlockConfiguration"]!.AsObject(), pair => Assert.True((bool)pair.Value!));
        var statement = JsonNode.Parse((string)scene.Call("GetBucketPolicy", new { Bucket })["Policy"]!)!["Statement"]![0]!;
        Assert.Equal(("Deny", "*", "s3:*"), ((string?)statement["Effect"], (string?)statement["Principal"], (string?)statement["Action"]));
        Assert.Equal("""["arn:aws:s3:::team-state","arn:aws:s3:::team-state/*"]""", statement["Resource"]!.ToJsonString());
        Assert.Equal("""{"Bool":{"aws:SecureTransport":"false"}}""", statement["Condition"]!.ToJsonString());
    }

    [Fact]
    public async Task Each_call_is_made_once_and_names_the_account_it_expects()
    {
        using var scene = new BucketScene();
        await scene.NewAsync();
        Assert.Equal(
            ["CreateBucket", "PutBucketPolicy", "PutBucketOwnershipControls", "PutBucketVersioning", "PutBucketEncryption", "PutPublicAccessBlock"],
            scene.Mutations.Select(call => call.Operation));
        Assert.All(scene.Mutations.Skip(1), call => Assert.Equal("123456789012", (string?)call.Parameters["ExpectedBucketOwner"]));
        Assert.Null(scene.Mutations[0].Parameters["CreateBucketConfiguration"]);
    }

    [Fact]
    public async Task Elsewhere_than_in_North_Virginia_the_bucket_says_where_it_is_to_be()
    {
        using var scene = new BucketScene("eu-west-1");
        Assert.Equal(("Created", "eu-west-1"), ((await scene.NewAsync())?.Status, scene.Host.Errors.Count == 0 ? "eu-west-1" : scene.Host.Errors[0].Message));
        Assert.Equal("eu-west-1", (string?)scene.Mutations[0].Parameters["CreateBucketConfiguration"]!["LocationConstraint"]);
        Assert.Equal("eu-west-1", (string?)scene.Call("GetBucketLocation", new { Bucket })["LocationConstraint"]);
    }

    [Fact]
    public async Task Key_expiry_and_tags_are_as_asked()
    {
        using var scene = new BucketScene();
        const string Key = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555";
        var made = await scene.NewAsync(new StateBucketOptions
        {
            KmsKeyId = Key,
            NoncurrentVersionExpirationInDays = 90,
            Tags = new Dictionary<string, string> { ["Owner"] = "platform", ["Use"] = "state" },
        });

        Assert.Equal(("aws:kms", Key), (made?.Encryption, made?.KmsKeyId));
        var rule = scene.Call("GetBucketEncryption", new { Bucket })["ServerSideEncryptionConfiguration"]!["Rules"]![0]!;
        Assert.Equal((Key, true), ((string?)rule["ApplyServerSideEncryptionByDefault"]!["KMSMasterKeyID"], (bool)rule["BucketKeyEnabled"]!));
        var expiry = scene.Call("GetBucketLifecycleConfiguration", new { Bucket })["Rules"]!.AsArray().Single()!;
        Assert.Equal(("aws-hardening-noncurrent-versions", 90), ((string?)expiry["ID"], (int)expiry["NoncurrentVersionExpiration"]!["NoncurrentDays"]!));
        Assert.Equal(
            """[{"Key":"Owner","Value":"platform"},{"Key":"Use","Value":"state"}]""",
            scene.Call("GetBucketTagging", new { Bucket })["TagSet"]!.ToJsonString());
    }

    [Fact]
    public async Task Made_again_nothing_is_changed()
    {
        using var scene = new BucketScene();
        await scene.NewAsync(new StateBucketOptions { NoncurrentVersionExpirationInDays = 30 });
        var calls = scene.Mutations.Count;
        var again = await scene.NewAsync(new StateBucketOptions { NoncurrentVersionExpirationInDays = 30 });
        Assert.Equal(("Unchanged", null), (again?.Status, again?.ChangeId));
        Assert.Equal(calls, scene.Mutations.Count);
    }

    [Fact]
    public async Task Nothing_is_made_where_the_user_declines()
    {
        using var scene = new BucketScene();
        scene.Host = new TestHost { Agrees = false };
        Assert.Null(await scene.NewAsync());
        Assert.Empty(scene.Mutations);
        Assert.Contains("Create the bucket", Assert.Single(scene.Host.Asked).Action, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Upper")]
    [InlineData("10.0.0.1")]
    [InlineData("two..dots")]
    [InlineData("no")]
    public async Task A_name_that_cannot_be_is_refused_before_any_call(string name)
    {
        using var scene = new BucketScene();
        Assert.Null(await scene.NewAsync(name: name));
        Assert.Equal("BucketNameInvalid", Assert.Single(scene.Host.Errors).Id);
        Assert.Empty(scene.Account.Calls);
    }

    [Fact]
    public async Task A_name_that_another_account_has_is_refused()
    {
        using var scene = new BucketScene();
        scene.S3.TakeName(Bucket);
        Assert.Null(await scene.NewAsync());
        Assert.Equal("BucketNotAccessible", Assert.Single(scene.Host.Errors).Id);
        Assert.Empty(scene.Mutations);
    }

    [Fact]
    public async Task A_bucket_of_another_Region_is_left_alone()
    {
        using var scene = new BucketScene();
        scene.Call("CreateBucket", new { Bucket, CreateBucketConfiguration = new { LocationConstraint = "eu-west-1" } });
        Assert.Null(await scene.NewAsync());
        Assert.Equal("BucketInAnotherRegion", Assert.Single(scene.Host.Errors).Id);
        Assert.Empty(scene.Mutations);
    }
}
