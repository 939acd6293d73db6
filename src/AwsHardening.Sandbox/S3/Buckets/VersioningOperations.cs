using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;

namespace AwsHardening.Sandbox.S3;

/// <summary>Versioning: off until first turned on, then enabled or suspended for good.</summary>
internal static class VersioningOperations
{
    public const string Enabled = "Enabled";
    private const string Disabled = "Disabled";
    private const string Suspended = "Suspended";

    public static void Register(Dictionary<string, Func<S3Call, JsonObject>> operations)
    {
        operations["PutBucketVersioning"] = Put;
        operations["GetBucketVersioning"] = call => Json.Of(
            ("Status", call.Bucket().Versioning), ("MFADelete", call.Bucket().MfaDelete is { } on ? on ? Enabled : Disabled : null));
    }

    private static JsonObject Put(S3Call call)
    {
        var bucket = call.Bucket();
        var wanted = call.Structure("VersioningConfiguration");
        // A serial number, a blank, and what the device shows. Whose device it is is not looked at.
        if (wanted["MFADelete"] is not null && call.Text("MFA")?.Split(' ') is not [{ Length: > 0 }, { Length: 6 }])
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
        bucket.MfaDelete = (string?)wanted["MFADelete"] is { } said ? said == Enabled : bucket.MfaDelete;
        return [];
    }
}
