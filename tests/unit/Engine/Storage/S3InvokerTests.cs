using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Storage;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Storage;

/// <summary>What stands as data arrives as it stands, through the official client with its other names.</summary>
public class S3InvokerTests
{
    private const string Owner = "123456789012";

    public static TheoryData<string, string> Calls => new()
    {
        { "PutPublicAccessBlock", """{"PublicAccessBlockConfiguration":{"BlockPublicAcls":true,"IgnorePublicAcls":false,"BlockPublicPolicy":true,"RestrictPublicBuckets":false}}""" },
        { "DeletePublicAccessBlock", "{}" },
        { "PutBucketOwnershipControls", """{"OwnershipControls":{"Rules":[{"ObjectOwnership":"ObjectWriter"}]}}""" },
        { "DeleteBucketOwnershipControls", "{}" },
        { "PutBucketVersioning", """{"VersioningConfiguration":{"Status":"Suspended"}}""" },
        { "PutBucketEncryption", """{"ServerSideEncryptionConfiguration":{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"aws:kms","KMSMasterKeyID":"k"},"BucketKeyEnabled":true}]}}""" },
        { "PutBucketEncryption", """{"ServerSideEncryptionConfiguration":{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"AES256"},"BucketKeyEnabled":false,"BlockedEncryptionTypes":{"EncryptionType":["SSE-C"]}}]}}""" },
        { "DeleteBucketEncryption", "{}" },
        { "PutBucketPolicy", """{"Policy":"{\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:DeleteBucket\",\"Resource\":\"arn:aws:s3:::team-state\"}]}"}""" },
        { "DeleteBucketPolicy", "{}" },
        { "PutBucketTagging", """{"Tagging":{"TagSet":[{"Key":"a","Value":"b"},{"Key":"ä","Value":""}]}}""" },
        { "DeleteBucketTagging", "{}" },
        { "DeleteBucketLifecycle", "{}" },
        { "PutBucketLifecycleConfiguration", """{"LifecycleConfiguration":{"Rules":[{"ID":"r","Status":"Enabled","Filter":{"Prefix":""},"NoncurrentVersionExpiration":{"NoncurrentDays":30,"NewerNoncurrentVersions":2}}]},"TransitionDefaultMinimumObjectSize":"varies_by_storage_class"}""" },
        { "PutBucketLifecycleConfiguration", """{"LifecycleConfiguration":{"Rules":[{"ID":"a","Status":"Disabled","Filter":{"And":{"Prefix":"p","Tags":[{"Key":"k","Value":"v"}],"ObjectSizeGreaterThan":5,"ObjectSizeLessThan":50}},"Expiration":{"Days":3},"Transitions":[{"Days":1,"StorageClass":"GLACIER"}],"NoncurrentVersionTransitions":[{"NoncurrentDays":2,"StorageClass":"GLACIER"}],"AbortIncompleteMultipartUpload":{"DaysAfterInitiation":7}}]}}""" },
        { "PutBucketLifecycleConfiguration", """{"LifecycleConfiguration":{"Rules":[{"ID":"t","Status":"Enabled","Filter":{"Tag":{"Key":"k","Value":"v"}},"Expiration":{"ExpiredObjectDeleteMarker":true}},{"ID":"s","Status":"Enabled","Filter":{"ObjectSizeLessThan":9},"Expiration":{"Date":"2030-01-01T00:00:00Z"}},{"ID":"o","Status":"Enabled","Prefix":"old/","Expiration":{"Days":1}}]}}""" },
        { "DeleteBucket", "{}" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task What_is_sent_is_what_arrives(string operation, string parameters)
    {
        using var scene = new BucketScene();
        scene.Call("CreateBucket", new { Bucket = BucketScene.Name });
        var sent = (JsonObject)JsonNode.Parse(parameters)!;
        sent["Bucket"] = BucketScene.Name;
        sent["ExpectedBucketOwner"] = Owner;
        await ApiInvoker.InvokeAsync(AwsSession.Of(scene.Session), "s3", operation, sent, TestContext.Current.CancellationToken);

        var call = Assert.Single(scene.Mutations);
        Assert.Equal(operation, call.Operation);
        call.Parameters.Remove("ContentMD5");
        call.Parameters.Remove("ChecksumAlgorithm");
        Assert.True(JsonNode.DeepEquals(sent, call.Parameters), $"sent    {sent.ToJsonString()}\narrived {call.Parameters.ToJsonString()}");
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task What_was_written_is_read_back_the_same(string operation, string parameters)
    {
        var setting = BucketSetting.Of(operation);
        if (setting is null || setting.Delete == operation)
        {
            return;
        }

        using var scene = new BucketScene();
        scene.Call("CreateBucket", new { Bucket = BucketScene.Name });
        var sent = (JsonObject)JsonNode.Parse(parameters)!;
        sent["Bucket"] = BucketScene.Name;
        await ApiInvoker.InvokeAsync(AwsSession.Of(scene.Session), "s3", operation, sent, TestContext.Current.CancellationToken);
        var read = await BucketReader.ReadAsync(AwsSession.Of(scene.Session), BucketScene.Name, Owner, TestContext.Current.CancellationToken);
        var (written, now) = (setting.Written(sent), read[setting.Name]);
        Assert.True(BucketContent.Same(setting, written, now), $"written {written?.ToJsonString()}\nread    {now?.ToJsonString()}");
        // And it can be written again as it was read.
        var again = setting.Parameters(now!);
        again["Bucket"] = BucketScene.Name;
        await ApiInvoker.InvokeAsync(AwsSession.Of(scene.Session), "s3", operation, again, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_write_is_no_read()
    {
        using var scene = new BucketScene();
        await Assert.ThrowsAsync<ArgumentException>(() => ApiInvoker.ReadAsync(
            AwsSession.Of(scene.Session), "s3", "DeleteBucket", new JsonObject { ["Bucket"] = "b" }, TestContext.Current.CancellationToken));
    }
}
