using System.Text.Json.Nodes;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.S3;

public class BucketTests
{
    private const string Bucket = S3Bench.Bucket;
    private readonly S3Bench _s3 = new();

    [Theory]
    [InlineData("ab")]
    [InlineData("Upper-case")]
    [InlineData("under_score")]
    [InlineData("-begins-with-a-hyphen")]
    [InlineData("ends-with-a-dot.")]
    [InlineData("two..dots")]
    [InlineData("192.168.5.4")]
    [InlineData("xn--reserved")]
    [InlineData("reserved-s3alias")]
    public void A_name_against_the_rules_is_refused(string name) =>
        Assert.Equal("InvalidBucketName", _s3.Refused("CreateBucket", new { Bucket = name }));

    [Fact]
    public void A_new_bucket_is_private_encrypted_and_without_ACLs_as_since_April_2023()
    {
        Assert.Equal(
            """{"BlockPublicAcls":true,"IgnorePublicAcls":true,"BlockPublicPolicy":true,"RestrictPublicBuckets":true}""",
            _s3.Call("GetPublicAccessBlock", new { Bucket })["PublicAccessBlockConfiguration"]!.ToJsonString());
        Assert.Equal("BucketOwnerEnforced", (string?)_s3.Call("GetBucketOwnershipControls", new { Bucket })["OwnershipControls"]!["Rules"]![0]!["ObjectOwnership"]);
        Assert.Equal("AES256", (string?)Encryption()["ApplyServerSideEncryptionByDefault"]!["SSEAlgorithm"]);
        Assert.Empty(_s3.Call("GetBucketVersioning", new { Bucket }));
        Assert.Empty(_s3.Call("GetBucketLocation", new { Bucket }));
    }

    [Theory]
    [InlineData("GetBucketPolicy", "NoSuchBucketPolicy")]
    [InlineData("GetBucketPolicyStatus", "NoSuchBucketPolicy")]
    [InlineData("GetBucketTagging", "NoSuchTagSet")]
    [InlineData("GetBucketLifecycleConfiguration", "NoSuchLifecycleConfiguration")]
    public void What_a_new_bucket_does_not_have_has_a_code_of_its_own(string operation, string code) =>
        Assert.Equal(code, _s3.Refused(operation, new { Bucket }));

    [Theory]
    [InlineData("DeletePublicAccessBlock", "GetPublicAccessBlock", "NoSuchPublicAccessBlockConfiguration")]
    [InlineData("DeleteBucketOwnershipControls", "GetBucketOwnershipControls", "OwnershipControlsNotFoundError")]
    public void What_was_deleted_is_not_there(string delete, string get, string code)
    {
        _s3.Call(delete, new { Bucket });
        Assert.Equal(code, _s3.Refused(get, new { Bucket }));
    }

    [Fact]
    public void Encryption_that_is_deleted_is_the_default_again()
    {
        PutEncryption("aws:kms", "arn:aws:kms:us-east-1:123456789012:key/k1");
        Assert.Equal("aws:kms", (string?)Encryption()["ApplyServerSideEncryptionByDefault"]!["SSEAlgorithm"]);
        Assert.Equal("aws:kms", (string?)_s3.Put("a", "1")["ServerSideEncryption"]);
        _s3.Call("DeleteBucketEncryption", new { Bucket });
        Assert.Equal("AES256", (string?)Encryption()["ApplyServerSideEncryptionByDefault"]!["SSEAlgorithm"]);
    }

    [Fact]
    public void A_bucket_is_made_where_its_endpoint_or_its_constraint_says()
    {
        _s3.Call("CreateBucket", new { Bucket = "ireland", CreateBucketConfiguration = new { LocationConstraint = "eu-west-1" } }, "eu-west-1");
        Assert.Equal("eu-west-1", (string?)_s3.Call("GetBucketLocation", new { Bucket = "ireland" })["LocationConstraint"]);
        Assert.Equal("PermanentRedirect", _s3.Refused("HeadBucket", new { Bucket = "ireland" }));
        Assert.Equal("eu-west-1", (string?)_s3.Call("HeadBucket", new { Bucket = "ireland" }, "eu-west-1")["BucketRegion"]);
        Assert.Equal("IllegalLocationConstraintException", _s3.Refused("CreateBucket", new { Bucket = "nowhere" }, "eu-west-1"));
        Assert.Equal("InvalidLocationConstraint", _s3.Refused(
            "CreateBucket", new { Bucket = "nowhere", CreateBucketConfiguration = new { LocationConstraint = "us-east-1" } }));
    }

    [Fact]
    public void A_name_is_taken_once_and_for_all()
    {
        _s3.Service.TakeName("taken");
        Assert.Equal("BucketAlreadyExists", _s3.Refused("CreateBucket", new { Bucket = "taken" }));
        Assert.Equal("AccessDenied", _s3.Refused("HeadBucket", new { Bucket = "taken" }));
        Assert.Equal("BucketAlreadyOwnedByYou", _s3.Refused(
            "CreateBucket", new { Bucket, CreateBucketConfiguration = new { LocationConstraint = "eu-west-1" } }, "eu-west-1"));
        // North Virginia alone takes the second making of an own bucket for a success.
        _s3.Call("CreateBucket", new { Bucket });
    }

    [Fact]
    public void Somebody_else_as_the_expected_owner_is_refused() => Assert.Equal(
        "AccessDenied", _s3.Refused("GetBucketVersioning", new { Bucket, ExpectedBucketOwner = "999999999999" }));

    [Fact]
    public void A_bucket_with_a_version_or_a_marker_in_it_cannot_be_deleted()
    {
        _s3.EnableVersions();
        _s3.Put("a", "1");
        var marker = (string?)_s3.Call("DeleteObject", new { Bucket, Key = "a" })["VersionId"];
        Assert.Equal("BucketNotEmpty", _s3.Refused("DeleteBucket", new { Bucket }));
        var version = (string?)_s3.Call("ListObjectVersions", new { Bucket })["Versions"]![0]!["VersionId"];
        _s3.Call("DeleteObject", new { Bucket, Key = "a", VersionId = version });
        Assert.Equal("BucketNotEmpty", _s3.Refused("DeleteBucket", new { Bucket }));
        _s3.Call("DeleteObject", new { Bucket, Key = "a", VersionId = marker });
        _s3.Call("DeleteBucket", new { Bucket });
        Assert.Equal("NoSuchBucket", _s3.Refused("HeadBucket", new { Bucket }));
    }

    [Fact]
    public void Buckets_are_listed_in_pages()
    {
        foreach (var name in new[] { "aaa", "bbb", "ccc" })
        {
            _s3.Call("CreateBucket", new { Bucket = name });
        }

        var first = _s3.Call("ListBuckets", new { MaxBuckets = 3 });
        var rest = _s3.Call("ListBuckets", new { MaxBuckets = 3, ContinuationToken = (string?)first["ContinuationToken"] });
        Assert.Equal(["aaa", "bbb", "ccc"], Names(first));
        Assert.Equal([Bucket], Names(rest));
        Assert.Null(rest["ContinuationToken"]);
        Assert.Equal(["bbb"], Names(_s3.Call("ListBuckets", new { Prefix = "b" })));
    }

    [Fact]
    public void Tags_are_unique_and_system_tags_are_not_for_users()
    {
        object Tagging(params string[] keys) => new { Bucket, Tagging = new { TagSet = keys.Select(key => new { Key = key, Value = "v" }) } };
        _s3.Call("PutBucketTagging", Tagging("a", "b"));
        Assert.Equal(2, _s3.Call("GetBucketTagging", new { Bucket })["TagSet"]!.AsArray().Count);
        Assert.Equal("InvalidTag", _s3.Refused("PutBucketTagging", Tagging("a", "a")));
        Assert.Equal("InvalidTag", _s3.Refused("PutBucketTagging", Tagging("aws:cloudformation:stack-name")));
    }

    [Fact]
    public void A_lifecycle_rule_needs_a_filter_and_an_action()
    {
        object Lifecycle(object rule) => new { Bucket, LifecycleConfiguration = new { Rules = new[] { rule } } };
        var expiration = new { NoncurrentDays = 30 };
        Assert.Equal("MalformedXML", _s3.Refused("PutBucketLifecycleConfiguration", Lifecycle(new { Status = "Enabled" })));
        Assert.Equal("InvalidRequest", _s3.Refused(
            "PutBucketLifecycleConfiguration", Lifecycle(new { Status = "Enabled", Filter = new { Prefix = "" } })));
        _s3.Call("PutBucketLifecycleConfiguration", Lifecycle(
            new { Status = "Enabled", Filter = new { Prefix = "" }, NoncurrentVersionExpiration = expiration }));
        var rule = _s3.Call("GetBucketLifecycleConfiguration", new { Bucket })["Rules"]![0]!;
        Assert.Equal(30, (int?)rule["NoncurrentVersionExpiration"]!["NoncurrentDays"]);
        Assert.NotNull(rule["ID"]);
    }

    private void PutEncryption(string algorithm, string key) => _s3.Call("PutBucketEncryption", new
    {
        Bucket,
        ServerSideEncryptionConfiguration = new
        {
            Rules = new[] { new { ApplyServerSideEncryptionByDefault = new { SSEAlgorithm = algorithm, KMSMasterKeyID = key }, BucketKeyEnabled = true } },
        },
    });

    private JsonNode Encryption() =>
        _s3.Call("GetBucketEncryption", new { Bucket })["ServerSideEncryptionConfiguration"]!["Rules"]![0]!;

    private static IEnumerable<string> Names(JsonObject page) => page["Buckets"]!.AsArray().Select(bucket => (string)bucket!["Name"]!);
}
