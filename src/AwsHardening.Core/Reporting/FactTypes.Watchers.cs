using System.Text.Json.Nodes;
using static AwsHardening.Core.Reporting.FactServices;

namespace AwsHardening.Core.Reporting;

/// <content>What watches and manages a Region.</content>
internal static partial class FactTypes
{
    public static readonly FactType Trails = CloudTrail.List("Trails", "DescribeTrails", "trailList", "Trail", "TrailARN", "TrailARN") with
    {
        // A copy of one Region has the trails of others as shadows alone.
        Parameters = new() { ["includeShadowTrails"] = true },
        Parts = [FactPart.Of("Status", "GetTrailStatus", "TrailARN", "Name"), FactPart.Of("Selectors", "GetEventSelectors", "TrailARN", "TrailName")],
    };

    public static readonly FactType Recorders = Config.List("Recorders", "DescribeConfigurationRecorders", "ConfigurationRecorders", "ConfigurationRecorder", "name");

    public static readonly FactType RecorderStatus =
        Config.List("RecorderStatus", "DescribeConfigurationRecorderStatus", "ConfigurationRecordersStatus", "ConfigurationRecorder", "name");

    public static readonly FactType DeliveryChannels = Config.List("DeliveryChannels", "DescribeDeliveryChannels", "DeliveryChannels", "DeliveryChannel", "name");

    public static readonly FactType DeliveryStatus =
        Config.List("DeliveryStatus", "DescribeDeliveryChannelStatus", "DeliveryChannelsStatus", "DeliveryChannel", "name");

    public static readonly FactType Detectors = GuardDuty.Ids("Detectors", "ListDetectors", "DetectorIds", "Detector", "DetectorId") with
    {
        Parts = [FactPart.Of("Detector", "GetDetector", "DetectorId")],
    };

    public static readonly FactType Analyzers = AccessAnalyzer.List("Analyzers", "ListAnalyzers", "analyzers", "Analyzer", "name", "arn");

    public static readonly FactType LogGroups = Logs.List("LogGroups", "DescribeLogGroups", "logGroups", "LogGroup", "logGroupName", "arn");

    public static readonly FactType LogPolicies = Logs.List("LogPolicies", "DescribeResourcePolicies", "resourcePolicies", "ResourcePolicy", "policyName");

    public static readonly FactType SecurityHubs = SecurityHub.Setting("SecurityHubs", "DescribeHub") with
    {
        NotSet = ["InvalidAccessException", "ResourceNotFoundException"],
    };

    public static readonly FactType MetricFilters = Logs.List("MetricFilters", "DescribeMetricFilters", "metricFilters", "MetricFilter", "filterName");

    public static readonly FactType Alarms = CloudWatch.List("Alarms", "DescribeAlarms", "MetricAlarms", "Alarm", "AlarmName", "AlarmArn") with { Size = ("MaxRecords", 100) };

    public static readonly FactType Topics = Sns.List("Topics", "ListTopics", "Topics", "Topic", "TopicArn", "TopicArn") with
    {
        Parts = [FactPart.Of("Attributes", "GetTopicAttributes", "TopicArn") with { Member = "Attributes" }],
    };

    public static readonly FactType Subscriptions = Sns.List("Subscriptions", "ListSubscriptions", "Subscriptions", "Subscription", "SubscriptionArn", "SubscriptionArn");

    public static readonly FactType ManagedInstances =
        Ssm.List("ManagedInstances", "DescribeInstanceInformation", "InstanceInformationList", "ManagedInstance", "InstanceId") with { Size = ("MaxResults", 50) };

    /// <summary>Whether documents may be shared with everybody.</summary>
    public static readonly FactType DocumentSharing = Ssm.Setting("DocumentSharing", "GetServiceSetting", "ServiceSetting") with
    {
        Parameters = new() { ["SettingId"] = "/ssm/documents/console/public-sharing-permission" },
    };

    /// <summary>The preferences of Session Manager, which the account has none of until somebody sets them.</summary>
    public static readonly FactType SessionPreferences = Ssm.Setting("SessionPreferences", "GetDocument", notSet: "InvalidDocument") with
    {
        Parameters = new() { ["Name"] = Access.SessionPreferences.DocumentName },
    };
}
