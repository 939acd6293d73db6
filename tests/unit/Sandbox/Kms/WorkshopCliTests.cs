using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Hosting;
using AwsHardening.UnitTests.SandboxTests.AwsCli;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Kms;

/// <summary>What the <c>aws</c> CLI makes of a served KMS and DynamoDB: the workshop's steps, by hand.</summary>
public sealed class WorkshopCliTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_workshops_steps_work_as_it_says()
    {
        if (Tools.Aws is null)
        {
            Assert.Skip("The aws CLI is not on this machine.");
        }

        await using var server = SandboxServer.Start(SandboxAccount.Create());
        var aws = new AwsCommand(server.Endpoint);
        // From files: the two versions of the CLI read blobs on the command line in different ways.
        var (text, sealedText) = (Path.GetTempFileName(), Path.GetTempFileName());
        await File.WriteAllTextAsync(text, "Attack at dawn", Token);
        Task<AwsAnswer> Run(string line) => aws.RunAsync(Token, line.Split(' '));
        var key = (string)(await Run("kms create-key --description Workshop")).Output!["KeyMetadata"]!["KeyId"]!;
        Assert.Null((await Run($"kms create-alias --alias-name alias/workshop --target-key-id {key}")).Error);
        Assert.Equal(key, (string?)(await Run("kms describe-key --key-id alias/workshop")).Output!["KeyMetadata"]!["KeyId"]);
        var blob = (string)(await Run($"kms encrypt --key-id alias/workshop --plaintext fileb://{text}")).Output!["CiphertextBlob"]!;
        await File.WriteAllBytesAsync(sealedText, Convert.FromBase64String(blob), Token);
        Assert.Equal("QXR0YWNrIGF0IGRhd24=", (string?)(await Run($"kms decrypt --ciphertext-blob fileb://{sealedText}")).Output!["Plaintext"]);
        Assert.Equal("InvalidCiphertextException", (await Run($"kms decrypt --ciphertext-blob fileb://{sealedText} --encryption-context a=b")).Error);
        Assert.Null((await Run(
            "dynamodb create-table --table-name keys --key-schema AttributeName=KeyId,KeyType=HASH --attribute-definitions AttributeName=KeyId,AttributeType=S "
            + "--provisioned-throughput ReadCapacityUnits=1,WriteCapacityUnits=1")).Error);
        await Run("dynamodb wait table-exists --table-name keys");
        var dataKey = (string)(await Run("kms generate-data-key --key-id alias/workshop --key-spec AES_256")).Output!["CiphertextBlob"]!;
        var item = "{\"KeyId\":{\"S\":\"application\"},\"Value\":{\"S\":\"" + dataKey + "\"}}";
        Assert.Null((await Run($"dynamodb put-item --table-name keys --item {item} --condition-expression attribute_not_exists(KeyId)")).Error);
        Assert.Equal("ConditionalCheckFailedException", (await Run(
            $"dynamodb put-item --table-name keys --item {item} --condition-expression attribute_not_exists(KeyId)")).Error);
        Assert.Equal(dataKey, (string?)(await Run("dynamodb get-item --table-name keys --key {\"KeyId\":{\"S\":\"application\"}}")).Output!["Item"]!["Value"]!["S"]);
        Assert.Equal(1, (int?)(await Run("dynamodb scan --table-name keys")).Output!["Count"]);
        Assert.Null((await Run($"kms disable-key --key-id {key}")).Error);
        Assert.Equal("DisabledException", (await Run($"kms decrypt --ciphertext-blob fileb://{sealedText}")).Error);
    }
}
