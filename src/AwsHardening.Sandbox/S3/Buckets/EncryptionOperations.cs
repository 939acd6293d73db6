using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.S3;

/// <summary>Default encryption. No bucket is without: deleting the setting brings SSE-S3 back.</summary>
internal static class EncryptionOperations
{
    private const string ConfigurationMember = "ServerSideEncryptionConfiguration";
    private const string DefaultMember = "ApplyServerSideEncryptionByDefault";

    private static readonly string[] s_algorithms = ["AES256", "aws:kms", "aws:kms:dsse"];

    public static void Register(Dictionary<string, Func<S3Call, JsonObject>> operations)
    {
        operations["PutBucketEncryption"] = Put;
        operations["GetBucketEncryption"] = call =>
        {
            var bucket = call.Bucket();
            return new JsonObject
            {
                [ConfigurationMember] = bucket.Encryption?.DeepClone() ?? throw S3Errors.NotSet(
                    "ServerSideEncryptionConfigurationNotFoundError", "The server side encryption configuration was not found", bucket),
            };
        };
        operations["DeleteBucketEncryption"] = call =>
        {
            call.Bucket().Encryption = Default();
            return [];
        };
    }

    public static JsonObject Default() => Configuration("AES256", keyId: null, bucketKey: false);

    /// <summary>What an object gets whose writer says nothing.</summary>
    public static (string Algorithm, string? KeyId, bool BucketKey) Of(Bucket bucket)
    {
        var rule = (bucket.Encryption ?? Default())["Rules"]![0]!;
        return ((string)rule[DefaultMember]!["SSEAlgorithm"]!, (string?)rule[DefaultMember]!["KMSMasterKeyID"],
            (bool?)rule["BucketKeyEnabled"] ?? false);
    }

    private static JsonObject Put(S3Call call)
    {
        var bucket = call.Bucket();
        if (call.Structure(ConfigurationMember)["Rules"] is not JsonArray { Count: 1 } rules
            || rules[0]![DefaultMember] is not JsonObject wanted || !s_algorithms.Contains((string?)wanted["SSEAlgorithm"]))
        {
            throw S3Errors.MalformedXml();
        }

        var algorithm = (string)wanted["SSEAlgorithm"]!;
        var keyId = (string?)wanted["KMSMasterKeyID"];
        if (algorithm == "AES256" && keyId is not null)
        {
            throw S3Errors.InvalidArgument("a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse");
        }

        bucket.Encryption = Configuration(algorithm, keyId, (bool?)rules[0]!["BucketKeyEnabled"] ?? false);
        if (rules[0]!["BlockedEncryptionTypes"] is { } blocked)
        {
            bucket.Encryption["Rules"]![0]!["BlockedEncryptionTypes"] = blocked.DeepClone();
        }

        return [];
    }

    private static JsonObject Configuration(string algorithm, string? keyId, bool bucketKey)
    {
        var byDefault = new JsonObject { ["SSEAlgorithm"] = algorithm };
        if (keyId is not null)
        {
            byDefault["KMSMasterKeyID"] = keyId;
        }

        return new JsonObject
        {
            ["Rules"] = new JsonArray(new JsonObject { [DefaultMember] = byDefault, ["BucketKeyEnabled"] = bucketKey }),
        };
    }
}
