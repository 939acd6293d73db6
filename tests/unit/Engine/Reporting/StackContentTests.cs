using System.IO.Compression;
using System.Text.Json.Nodes;
using AwsHardening.Core.Reporting;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Reporting;

public sealed class StackContentTests
{
    [Theory]
    [InlineData("DbPassword", "correct-horse", true)]
    [InlineData("api_key", "0123", true)]
    [InlineData("ClientSecret", "x", true)]
    [InlineData("Note", "the key is AKIAIOSFODNN7EXAMPLE, do not tell", true)]
    [InlineData("Pem", "-----BEGIN RSA PRIVATE KEY-----", true)]
    [InlineData("DbPassword", "****", false)]
    [InlineData("DbPassword", "{{resolve:secretsmanager:db:SecretString:password}}", false)]
    [InlineData("DbPassword", "/prod/db/password", false)]
    [InlineData("ClientSecret", "arn:aws:secretsmanager:us-east-1:111122223333:secret:client", false)]
    [InlineData("DbPassword", "", false)]
    [InlineData("DbPassword", null, false)]
    [InlineData("PasswordLength", "14", false)]
    [InlineData("Url", "https://example.com/AKIA", false)]
    public void A_secret_is_known_by_its_look_or_by_its_name(string name, string? value, bool secret) => Assert.Equal(secret, StackContent.IsSecret(name, value));

    [Fact]
    public void A_key_is_found_in_what_is_packed_too_and_nothing_in_what_is_no_base_64()
    {
        var text = "#!/bin/sh\naws configure set aws_access_key_id AKIAIOSFODNN7EXAMPLE"u8;
        using var packed = new MemoryStream();
        using (var writer = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
        {
            writer.Write(text);
        }

        Assert.True(SecretLook.IsInBase64(Convert.ToBase64String(text)));
        Assert.True(SecretLook.IsInBase64(Convert.ToBase64String(packed.ToArray())));
        Assert.False(SecretLook.IsInBase64(Convert.ToBase64String(packed.ToArray()[..12])));
        Assert.False(SecretLook.IsInBase64("AKIAIOSFODNN7EXAMPLE "));
        Assert.False(SecretLook.IsInBase64("not base 64"));
    }

    [Fact]
    public void Of_a_stack_no_value_is_kept()
    {
        var kept = StackContent.WithoutValues((JsonObject)JsonNode.Parse(
            """
            {
              "StackName": "s",
              "Parameters": [{"ParameterKey": "Token", "ParameterValue": "/param", "ResolvedValue": "hush"}, {"ParameterKey": "Size", "ParameterValue": "7"}],
              "Outputs": [{"OutputKey": "AdminPassword", "OutputValue": "hush", "Description": "d"}]
            }
            """)!);
        Assert.Equal(
            """{"StackName":"s","Parameters":[{"ParameterKey":"Token"},{"ParameterKey":"Size"}],"Outputs":[{"OutputKey":"AdminPassword","Description":"d"}],"ReadableSecrets":["Parameters.Token","Outputs.AdminPassword"]}""",
            kept.ToJsonString());
    }
}
