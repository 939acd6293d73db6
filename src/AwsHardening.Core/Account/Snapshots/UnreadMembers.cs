using System.Text.Json.Nodes;

namespace AwsHardening.Core.Account.Snapshots;

/// <summary>The members of a resource in a snapshot of which it is not known what they are, as an operation was refused.</summary>
internal static class UnreadMembers
{
    private static readonly Dictionary<string, string[]> s_byOperation = new(StringComparer.Ordinal)
    {
        ["GetPolicyVersion"] = ["Document"],
        ["GetRole"] = ["PermissionsBoundary", "Tags"],
        ["GetUser"] = ["PermissionsBoundary", "Tags"],
        ["ListUserPolicies"] = ["Policies"],
        ["GetUserPolicy"] = ["Policies"],
        ["ListAttachedUserPolicies"] = ["AttachedPolicies"],
        ["ListGroupPolicies"] = ["Policies"],
        ["GetGroupPolicy"] = ["Policies"],
        ["ListAttachedGroupPolicies"] = ["AttachedPolicies"],
        ["ListGroupsForUser"] = ["Groups"],
        ["ListAccessKeys"] = ["AccessKeys"],
        ["GetAccessKeyLastUsed"] = ["AccessKeys"],
        ["ListMFADevices"] = ["MFADevices"],
        ["GetLoginProfile"] = ["LoginProfile"],
        ["ListRolePolicies"] = ["Policies"],
        ["GetRolePolicy"] = ["Policies"],
        ["ListAttachedRolePolicies"] = ["AttachedPolicies"],
        ["GetInstanceProfile"] = ["Tags"],
        ["DescribeKey"] =
        [
            "Arn", "AWSAccountId", "CreationDate", "CustomerMasterKeySpec", "DeletionDate", "Description", "Enabled", "EncryptionAlgorithms",
            "KeyArn", "KeyManager", "KeyRotationEnabled", "KeySpec", "KeyState", "KeyUsage", "MultiRegion", "Origin", "RotationPeriodInDays",
        ],
        ["GetKeyPolicy"] = ["Policy"],
        ["GetKeyRotationStatus"] = ["KeyRotationEnabled", "RotationPeriodInDays"],
        ["ListResourceTags"] = ["Tags"],
        ["ListTagsForResource"] = ["tags", "Tags"],
        ["GetTopicAttributes"] = ["Attributes"],
        ["ListSubscriptionsByTopic"] = ["Subscriptions"],
        ["ListTargetsByRule"] = ["Targets"],
        ["DescribeLogStreams"] = ["holdsLogStreams"],
        ["DescribeLoadBalancerAttributes"] = ["Attributes"],
        ["DescribeTargetHealth"] = ["TargetHealthDescriptions"],
        ["DescribeRules"] = ["Rules"],
        ["DescribeTags"] = ["Tags"],
        ["GetConnectionStatus"] = ["ConnectionStatus"],
        ["GetTrailStatus"] =
            ["IsLogging", "StartLoggingTime", "StopLoggingTime", "LatestDeliveryError", "HasDelivered", "HasDeliveredDigest"],
        ["GetEventSelectors"] = ["EventSelectors", "AdvancedEventSelectors"],
        ["DescribeConfigurationRecorderStatus"] =
            ["recording", "lastStartTime", "lastStopTime", "lastStatus", "lastErrorCode", "lastErrorMessage"],
        ["GetDetector"] =
            ["CreatedAt", "DataSources", "Features", "FindingPublishingFrequency", "ServiceRole", "Status", "Tags", "UpdatedAt"],
        ["DescribeTable"] =
        [
            "AttributeDefinitions", "BillingModeSummary", "CreationDateTime", "DeletionProtectionEnabled", "GlobalSecondaryIndexes",
            "KeySchema", "LocalSecondaryIndexes", "PointInTimeRecovery", "ProvisionedThroughput", "SSEDescription", "StreamSpecification",
            "TableArn", "TableClassSummary", "TableId", "TableStatus", "Tags", "TimeToLive",
        ],
        ["DescribeContinuousBackups"] = ["PointInTimeRecovery"],
        ["DescribeTimeToLive"] = ["TimeToLive"],
        ["ListTagsOfResource"] = ["Tags"],
        ["ListDocumentVersions"] = ["Versions"],
        ["GetDocument"] = ["Versions"],
    };

    /// <summary>The members.</summary>
    public static IEnumerable<string> Of(JsonObject resource) => SnapshotBuckets.UnreadSettings(resource).Concat(
        from unread in resource[SnapshotParts.UnreadMember] as JsonArray ?? []
        from member in s_byOperation.GetValueOrDefault((string?)unread["Operation"] ?? "", [])
        select member);
}
