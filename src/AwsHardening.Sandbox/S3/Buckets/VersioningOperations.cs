using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.S3;

/// <summary>Versioning: off until first turned on, then enabled or suspended for good.</summary>
internal static class VersioningOperations
{
    public const string Enabled = "Enabled";
    private const string Suspended = "Suspended";

    public static void Register(Dictionary<string, Func<S3Call, JsonObject>> operations)
    {
        operations["PutBucketVersioning"] = Put;
        operations["GetBucketVersioning"] = call =>
            call.Bucket().Versioning is { } status ? new JsonObject { ["Status"] = status } : [];
    }

    private static JsonObject Put(S3Call call)
    {
        var bucket = call.Bucket();
        var wanted = call.Structure("VersioningConfiguration");
        if ((string?)wanted["MFADelete"] == Enabled)
        {
            throw new AwsErrorException("AccessDenied", "MFA Authentication must be used for this request", 403);
        }

        bucket.Versioning = (string?)wanted["Status"] switch
        {
            Enabled => Enabled,
            Suspended => Suspended,
            null => throw new AwsErrorException(
                "IllegalVersioningConfigurationException", "The Versioning element must be specified"),
            _ => throw S3Errors.MalformedXml(),
        };
        return [];
    }
}
