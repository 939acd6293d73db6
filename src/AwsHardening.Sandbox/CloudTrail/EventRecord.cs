using System.Globalization;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Sts;
using AwsHardening.Sandbox.Wire;

namespace AwsHardening.Sandbox.CloudTrail;

/// <summary>A call as CloudTrail writes it (CloudTrail User Guide: CloudTrail record contents for management events).</summary>
internal static class EventRecord
{
    /// <summary>An address of documentation: no call of a rehearsal comes from a real one.</summary>
    public const string SourceAddress = "192.0.2.10";

    // Its calls are S3's to CloudTrail, under names that tell them from those on buckets.
    private const string S3Control = "s3control";
    private const string Hidden = "HIDDEN_DUE_TO_SECURITY_REASONS";

    // Calls on what stands in a bucket or table are data events: no trail has them unless it asks, and event history never.
    private static readonly HashSet<string> s_dataEvents = new(StringComparer.Ordinal)
    {
        "s3:GetObject", "s3:HeadObject", "s3:PutObject", "s3:DeleteObject", "s3:DeleteObjects", "s3:ListObjects", "s3:ListObjectsV2",
        "s3:ListObjectVersions", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem",
        "dynamodb:Query", "dynamodb:Scan", "dynamodb:BatchGetItem", "dynamodb:BatchWriteItem", "logs:PutLogEvents",
        "logs:GetLogEvents", "logs:FilterLogEvents", "cloudwatch:PutMetricData", "cloudwatch:GetMetricData", "sns:Publish", "events:PutEvents",
    };

    private static readonly string[] s_secrets =
    [
        "Secret", "SessionToken", "Plaintext", "KeyMaterial", "PrivateKey", "TokenValue", "TokenCode", "AuthenticationCode",
        "Base32StringSeed", "QRCodePNG",
    ];

    // What a password policy says of passwords is no password.
    private static readonly HashSet<string> s_passwords = new(StringComparer.Ordinal) { "Password", "OldPassword", "NewPassword" };

    public static bool IsManagement(SandboxCall call) => IsManagement(call.Service, call.Operation);

    public static bool IsManagement(string service, string operation) => !s_dataEvents.Contains($"{service}:{operation}");

    public static JsonObject Of(SandboxCall call, JsonObject? result, AwsErrorException? error, Principal caller, string eventId)
    {
        var record = new JsonObject
        {
            ["eventVersion"] = "1.11",
            ["userIdentity"] = Identity(caller, call.AccessKeyId),
            ["eventTime"] = Text(call.Time),
            ["eventSource"] = call.Service == S3Control ? "s3.amazonaws.com" : $"{ServiceModel.Embedded(call.Service)?.EndpointPrefix ?? call.Service}.amazonaws.com",
            ["eventName"] = call.Service == S3Control ? call.Operation.Replace("PublicAccessBlock", "AccountPublicAccessBlock", StringComparison.Ordinal) : call.Operation,
            ["awsRegion"] = call.Region,
            ["sourceIPAddress"] = SourceAddress,
            ["userAgent"] = "aws-hardening-sandbox",
        };
        if (error is not null)
        {
            record["errorCode"] = call.Service == "ec2" ? $"Client.{error.Code}" : error.Code;
            record["errorMessage"] = error.Message;
        }

        record["requestParameters"] = call.Parameters.Count == 0 ? null : Shown(call.Service, call.Parameters);
        record["responseElements"] = call.Mutating && result is { Count: > 0 } ? Shown(call.Service, result) : null;
        record["requestID"] = call.RequestId;
        record["eventID"] = eventId;
        record["readOnly"] = IsRead(call.Operation);
        record["eventType"] = "AwsApiCall";
        record["managementEvent"] = true;
        record["recipientAccountId"] = caller.AccountId;
        record["eventCategory"] = "Management";
        return record;
    }

    /// <summary>The name that the user name column shows.</summary>
    public static string? UserName(Principal caller) => caller.Arn.Split(':', 6) switch
    {
        [.., "root"] => "root",
        [.., var resource] => resource.Split('/')[^1],
        _ => null,
    };

    private static bool IsRead(string operation) => !OperationKind.IsMutating(operation, []);

    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static JsonObject Identity(Principal caller, string accessKeyId)
    {
        var resource = caller.Arn.Split(':', 6)[^1].Split('/');
        var identity = new JsonObject
        {
            ["type"] = resource[0] switch { "user" => "IAMUser", "assumed-role" => "AssumedRole", "root" => "Root", _ => "Unknown" },
            ["principalId"] = caller.UserId,
            ["arn"] = caller.Arn,
            ["accountId"] = caller.AccountId,
            ["accessKeyId"] = accessKeyId,
        };
        if (resource[0] == "user")
        {
            identity["userName"] = resource[^1];
        }
        else if (resource is ["assumed-role", var role, ..])
        {
            identity["sessionContext"] = new JsonObject
            {
                ["sessionIssuer"] = new JsonObject
                {
                    ["type"] = "Role",
                    ["principalId"] = caller.UserId.Split(':')[0],
                    ["arn"] = $"{caller.Arn.Split(':')[0]}:{caller.Arn.Split(':')[1]}:iam::{caller.AccountId}:role/{role}",
                    ["accountId"] = caller.AccountId,
                    ["userName"] = role,
                },
            };
        }

        return identity;
    }

    // Names begin with a small letter, EC2's lists are wrapped, and what is secret is not said.
    private static JsonNode? Shown(string service, JsonNode? node, string name = "") => node switch
    {
        JsonObject many => new JsonObject(many.Select(pair =>
            KeyValuePair.Create(Small(pair.Key), Shown(service, pair.Value, pair.Key)))),
        JsonArray list when service == "ec2" =>
            new JsonObject { ["items"] = new JsonArray([.. list.Select(item => Shown(service, item))]) },
        JsonArray list => new JsonArray([.. list.Select(item => Shown(service, item))]),
        JsonValue when s_passwords.Contains(name) || Array.Exists(s_secrets, secret => name.Contains(secret, StringComparison.OrdinalIgnoreCase)) => Hidden,
        _ => node?.DeepClone(),
    };

    private static string Small(string name) => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name[1..];
}
