using System.Text.Json.Nodes;
using AwsHardening.Core.Encryption.Message;
using AwsHardening.UnitTests.SandboxTests;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Encryption.Message;

/// <summary>The vectors for message format 2 that AWS publishes with its SDK for Python: messages of five implementations.</summary>
public sealed class PublishedVectorTests
{
    private const string Variable = "AWS_HARDENING_ENCRYPTION_VECTORS";
    private const string File = "commitment-test-vectors.json";

    [Fact]
    public async Task Every_published_message_is_read_or_refused_as_AWS_says()
    {
        var cases = Cases();
        foreach (var one in cases)
        {
            var name = one["comment"]!.GetValue<string>();
            using var plaintext = new MemoryStream();
            var read = MessageDecryptor.DecryptAsync(
                new MemoryStream(Bytes(one["ciphertext"])), plaintext,
                (_, _) => ValueTask.FromResult(new SecretBytes(Bytes(one["decrypted-dek"]))), new DecryptOptions(),
                TestContext.Current.CancellationToken);
            if (!one["status"]!.GetValue<bool>())
            {
                Assert.Equal((name, MessageFault.CommitmentMismatch), (name, (await Assert.ThrowsAsync<MessageException>(() => read)).Fault));
                continue;
            }

            var header = await read;
            var text = string.Concat(one["plaintext-frames"]!.AsArray().Select(frame => frame!.GetValue<string>()));
            Assert.Equal((name, text), (name, System.Text.Encoding.UTF8.GetString(plaintext.ToArray())));
            Assert.Equal(Bytes(one["commitment"]), header.Commitment);
            Assert.Equal(Bytes(one["message-id"]), header.MessageId);
            var context = one["encryption-context"]!.AsObject().ToDictionary(pair => pair.Key, pair => pair.Value!.GetValue<string>());
            Assert.Equal(context, header.Context.ToDictionary());
        }

        Assert.NotEmpty(cases);
    }

    private static JsonObject[] Cases()
    {
        var folder = Environment.GetEnvironmentVariable(Variable) ?? RepositoryFiles.FindShared("conformance/aws-encryption-sdk");
        if (folder is null || !System.IO.File.Exists(Path.Combine(folder, File)))
        {
            Assert.Skip($"AWS's vectors for message format 2 ({File}) are not on this machine: set {Variable} to their folder.");
        }

        var cases = JsonNode.Parse(System.IO.File.ReadAllText(Path.Combine(folder, File)))!;
        return [.. cases["tests"]!.AsArray().Cast<JsonObject>()];
    }

    private static byte[] Bytes(JsonNode? text) => Convert.FromBase64String(text!.GetValue<string>());
}
