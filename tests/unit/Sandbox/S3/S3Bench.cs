using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.S3;
using AwsHardening.Sandbox.Sts;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.S3;

/// <summary>An embedded account to call S3 in, directly or through the official client.</summary>
internal sealed class S3Bench
{
    public const string Bucket = "state-of-things";

    public S3Bench(bool withBucket = true)
    {
        if (withBucket)
        {
            Call("CreateBucket", new { Bucket });
        }
    }

    public SandboxAccount Account { get; } = SandboxAccount.Create();

    public S3Service Service => Account.Services.OfType<S3Service>().Single();

    public JsonObject Call(string operation, object parameters, string? region = null) =>
        Account.Invoke("s3", operation, (JsonObject)JsonSerializer.SerializeToNode(parameters)!, region);

    /// <summary>The code of the error that AWS would answer.</summary>
    public string Refused(string operation, object parameters, string? region = null) =>
        Assert.Throws<AwsErrorException>(() => Call(operation, parameters, region)).Code;

    public JsonObject Put(string key, string text, string bucket = Bucket) =>
        Call("PutObject", new { Bucket = bucket, Key = key, Body = Base64(text) });

    public string Get(string key, string? versionId = null) => Encoding.UTF8.GetString(Convert.FromBase64String(
        (string)Call("GetObject", versionId is null ? new { Bucket, Key = key } : new { Bucket, Key = key, VersionId = versionId })["Body"]!));

    public void EnableVersions() => Call("PutBucketVersioning", new { Bucket, VersioningConfiguration = new { Status = "Enabled" } });

    public static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    /// <summary>The official client, in process.</summary>
    public AmazonS3Client Client(string region = "us-east-1", bool pathStyle = false) => new(
        new BasicAWSCredentials(PrincipalStore.OwnerKeyId, PrincipalStore.OwnerSecret),
        new AmazonS3Config
        {
            RegionEndpoint = RegionEndpoint.GetBySystemName(region),
            MaxErrorRetry = 0,
            ForcePathStyle = pathStyle,
            HttpClientFactory = new InProcess(Account),
        });

    private sealed class InProcess(SandboxAccount account) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(account.CreateHandler());

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;
    }
}
