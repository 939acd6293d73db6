using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Hosting;
using AwsHardening.UnitTests.SandboxTests.AwsCli;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.S3;

/// <summary>What the <c>aws</c> CLI makes of a served S3.</summary>
public class S3CliTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Buckets_objects_and_conditions_are_what_the_CLI_expects()
    {
        if (Tools.Aws is null)
        {
            Assert.Skip("The aws CLI is not on this machine.");
        }

        var account = SandboxAccount.Create();
        await using var server = SandboxServer.Start(account);
        var aws = new AwsCommand(server.Endpoint);
        Task<AwsAnswer> S3(string line) => aws.RunAsync(Token, ["s3api", .. line.Split(' ')]);
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "state", Token);
            Assert.Null((await S3("create-bucket --bucket cli-bucket")).Error);
            Assert.Null((await S3("put-bucket-versioning --bucket cli-bucket --versioning-configuration Status=Enabled")).Error);
            Assert.Equal("Enabled", (string?)(await S3("get-bucket-versioning --bucket cli-bucket")).Output!["Status"]);
            Assert.Null((await S3($"put-object --bucket cli-bucket --key a/b --body {file} --if-none-match *")).Error);
            Assert.Equal("PreconditionFailed", (await S3($"put-object --bucket cli-bucket --key a/b --body {file} --if-none-match *")).Error);
            Assert.Equal(5, (int?)(await S3("head-object --bucket cli-bucket --key a/b")).Output!["ContentLength"]);
            Assert.Equal("404", (await S3("head-object --bucket cli-bucket --key c")).Error);
            Assert.Equal(5, (int?)(await S3($"get-object --bucket cli-bucket --key a/b {file}.out")).Output!["ContentLength"]);
            Assert.Equal("state", await File.ReadAllTextAsync(file + ".out", Token));
            Assert.Equal("a/b", (string?)(await S3("list-objects-v2 --bucket cli-bucket")).Output!["Contents"]![0]!["Key"]);
            Assert.Null((string?)(await S3("get-bucket-location --bucket cli-bucket")).Output!["LocationConstraint"]);
            Assert.True((bool?)(await S3("get-public-access-block --bucket cli-bucket")).Output!["PublicAccessBlockConfiguration"]!["BlockPublicPolicy"]);
            Assert.Equal("NoSuchBucketPolicy", (await S3("get-bucket-policy --bucket cli-bucket")).Error);
            Assert.Equal("BucketNotEmpty", (await S3("delete-bucket --bucket cli-bucket")).Error);
        }
        finally
        {
            File.Delete(file);
            File.Delete(file + ".out");
        }
    }
}
