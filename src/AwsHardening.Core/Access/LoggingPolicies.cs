using System.Text.Json.Nodes;

namespace AwsHardening.Core.Access;

/// <summary>The policies of session logging: no more than the writing of these logs needs.</summary>
internal static class LoggingPolicies
{
    public const string RolePolicyName = "AwsHardeningSessionLogging";
    public const string KeyAlias = "alias/aws-hardening-session-logs";
    private const string GroupsSid = "CloudWatchLogsEncryptsTheGroup";
    private const string GroupContext = "kms:EncryptionContext:aws:logs:arn";

    /// <summary>
    /// What a role needs to write logs (AWS Systems Manager User Guide: Creating an IAM role with permissions for Session Manager and
    /// Amazon S3 and CloudWatch Logs).
    /// </summary>
    /// <param name="place">Where the logs go.</param>
    public static JsonObject Role(LogPlace place) => Policy(
        Allow("WriteSessionLogsToS3", ["s3:PutObject"], $"arn:{place.Partition}:s3:::{place.Bucket}/{Prefix(place.Prefix)}*"),
        Allow("ReadBucketEncryption", ["s3:GetEncryptionConfiguration"], $"arn:{place.Partition}:s3:::{place.Bucket}"),
        Allow("WriteSessionLogsToCloudWatch", ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"], $"{place.LogGroupArn}:*"),
        Allow("FindLogGroups", ["logs:DescribeLogGroups"], "*"),
        Key(place));

    /// <summary>What a key for logs says: the account decides by IAM, and CloudWatch Logs uses it for this one group.</summary>
    public static JsonObject KeyPolicy(LogPlace place)
    {
        var account = Allow("AccountDecidesByIam", ["kms:*"], "*");
        account["Principal"] = new JsonObject { ["AWS"] = $"arn:{place.Partition}:iam::{place.AccountId}:root" };
        return Policy(account, OfGroups(place, place.LogGroupArn));
    }

    /// <summary>A key's policy with CloudWatch Logs using it for one more group; null where it may already. What others wrote stays.</summary>
    /// <param name="policy">The policy as it is.</param>
    /// <param name="place">Where the logs go.</param>
    public static JsonObject? WithGroup(JsonObject policy, LogPlace place)
    {
        var wider = (JsonObject)policy.DeepClone();
        if (wider["Statement"] is not JsonArray statements)
        {
            wider["Statement"] = statements = wider["Statement"] is { } only ? [only.DeepClone()] : [];
        }

        var ours = statements.OfType<JsonObject>().FirstOrDefault(statement => statement["Sid"]?.GetValue<string>() == GroupsSid);
        if (ours?["Condition"]?["ArnEquals"] is not JsonObject condition)
        {
            // Without our statement, what another says of the service is not for us to judge: one more of our own does no harm.
            statements.Add(OfGroups(place, place.LogGroupArn));
            return wider;
        }

        string[] groups = condition[GroupContext] switch
        {
            JsonArray many => [.. many.Select(one => one!.GetValue<string>())],
            JsonValue one => [one.GetValue<string>()],
            _ => [],
        };
        if (groups.Contains(place.LogGroupArn))
        {
            return null;
        }

        condition[GroupContext] = new JsonArray([.. groups.Append(place.LogGroupArn).Select(group => (JsonNode)group)]);
        return wider;
    }

    private static JsonObject OfGroups(LogPlace place, JsonNode groups)
    {
        var logs = Allow(GroupsSid, ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"], "*");
        logs["Principal"] = new JsonObject { ["Service"] = $"logs.{place.Region}.{place.DnsSuffix}" };
        logs["Condition"] = new JsonObject { ["ArnEquals"] = new JsonObject { [GroupContext] = groups } };
        return logs;
    }

    // A key that is yet to be made has no ARN: it is known by its alias.
    private static JsonObject Key(LogPlace place)
    {
        var statement = Allow(
            "UseLogKey", ["kms:Decrypt", "kms:GenerateDataKey"], place.KeyArn ?? $"arn:{place.Partition}:kms:{place.Region}:{place.AccountId}:key/*");
        if (place.KeyArn is null)
        {
            statement["Condition"] = new JsonObject { ["ForAnyValue:StringEquals"] = new JsonObject { ["kms:ResourceAliases"] = KeyAlias } };
        }

        return statement;
    }

    private static string Prefix(string prefix) => prefix.Length == 0 ? "" : prefix.TrimEnd('/') + "/";

    private static JsonObject Allow(string sid, string[] actions, string resource) => new()
    {
        ["Sid"] = sid,
        ["Effect"] = "Allow",
        ["Action"] = new JsonArray([.. actions.Select(action => (JsonNode)action)]),
        ["Resource"] = resource,
    };

    private static JsonObject Policy(params JsonObject[] statements) =>
        new() { ["Version"] = "2012-10-17", ["Statement"] = new JsonArray([.. statements]) };
}

/// <summary>Where session logs go.</summary>
/// <param name="Partition">Such as <c>aws</c>.</param>
/// <param name="Region">The Region.</param>
/// <param name="AccountId">The account.</param>
/// <param name="Bucket">The bucket.</param>
/// <param name="Prefix">The prefix of keys.</param>
/// <param name="LogGroup">The log group.</param>
/// <param name="KeyArn">The key; null for one that is known by its alias.</param>
internal sealed record LogPlace(string Partition, string Region, string AccountId, string Bucket, string Prefix, string LogGroup, string? KeyArn)
{
    public string LogGroupArn => $"arn:{Partition}:logs:{Region}:{AccountId}:log-group:{LogGroup}";

    public string DnsSuffix => AwsHardening.Sandbox.AwsPartition.OfRegion(Region).DnsSuffix;
}
