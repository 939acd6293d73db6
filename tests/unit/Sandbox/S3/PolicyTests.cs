using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.S3;

public class PolicyTests
{
    private const string Bucket = S3Bench.Bucket;
    private const string Public =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::state-of-things/*"}]}""";
    private readonly S3Bench _s3 = new();

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"Statement":[{"Effect":"Maybe","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::state-of-things"}]}""")]
    [InlineData("""{"Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::state-of-things"}]}""")]
    [InlineData("""{"Statement":[{"Effect":"Deny","Principal":"*","Action":"ec2:*","Resource":"arn:aws:s3:::state-of-things"}]}""")]
    [InlineData("""{"Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::another"}]}""")]
    public void A_policy_that_makes_no_sense_is_malformed(string policy) =>
        Assert.Equal("MalformedPolicy", _s3.Refused("PutBucketPolicy", new { Bucket, Policy = policy }));

    [Fact]
    public void A_public_policy_is_refused_while_public_policies_are_blocked()
    {
        Assert.Equal("AccessDenied", _s3.Refused("PutBucketPolicy", new { Bucket, Policy = Public }));
        _s3.Call("DeletePublicAccessBlock", new { Bucket });
        _s3.Call("PutBucketPolicy", new { Bucket, Policy = Public });
        Assert.Equal(Public, (string?)_s3.Call("GetBucketPolicy", new { Bucket })["Policy"]);
        Assert.True((bool?)_s3.Call("GetBucketPolicyStatus", new { Bucket })["PolicyStatus"]!["IsPublic"]);
        _s3.Call("DeleteBucketPolicy", new { Bucket });
        Assert.Equal("NoSuchBucketPolicy", _s3.Refused("GetBucketPolicy", new { Bucket }));
    }

    [Theory]
    [InlineData("""{"StringEquals":{"aws:SourceAccount":"123456789012"}}""", false)]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}""", false)]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"0.0.0.0/0"}}""", true)]
    [InlineData("""{"StringLike":{"aws:SourceAccount":"*"}}""", true)]
    [InlineData("""{"StringEquals":{"aws:RequestedRegion":"us-east-1"}}""", true)]
    public void A_policy_is_public_unless_a_fixed_value_says_whom_it_lets_in(string condition, bool isPublic)
    {
        _s3.Call("DeletePublicAccessBlock", new { Bucket });
        var policy = Public.Replace("\"Effect\"", $"\"Condition\":{condition},\"Effect\"", StringComparison.Ordinal);
        _s3.Call("PutBucketPolicy", new { Bucket, Policy = policy });
        Assert.Equal(isPublic, (bool?)_s3.Call("GetBucketPolicyStatus", new { Bucket })["PolicyStatus"]!["IsPublic"]);
    }

    [Fact]
    public void A_policy_that_only_denies_is_not_public()
    {
        var deny = Public.Replace("Allow", "Deny", StringComparison.Ordinal);
        _s3.Call("PutBucketPolicy", new { Bucket, Policy = deny });
        Assert.False((bool?)_s3.Call("GetBucketPolicyStatus", new { Bucket })["PolicyStatus"]!["IsPublic"]);
    }
}
