namespace AwsHardening.Sandbox.Snapshots;

/// <summary>A kind of resource in a snapshot.</summary>
/// <param name="Name">What its lines are called; CloudFormation's name where it has one.</param>
/// <param name="IdMember">The member that tells two resources of the kind apart.</param>
/// <param name="Operations">The operations that read it; the first one is the source of its lines.</param>
public sealed record SnapshotType(string Name, string IdMember, params string[] Operations)
{
    /// <summary>The service that has it.</summary>
    public string Service { get; init; } = "ec2";
}

/// <summary>The kinds of resources, in the order of the lines: what others name comes before them.</summary>
public static class SnapshotTypes
{
    /// <summary>Availability Zones.</summary>
    public static readonly SnapshotType Zone = new("AWS::EC2::AvailabilityZone", "ZoneName", "DescribeAvailabilityZones");

    /// <summary>VPCs.</summary>
    public static readonly SnapshotType Vpc = new("AWS::EC2::VPC", "VpcId", "DescribeVpcs");

    /// <summary>The attributes of VPCs.</summary>
    public static readonly SnapshotType VpcAttribute = new("AWS::EC2::VPCAttribute", "VpcId", "DescribeVpcAttribute");

    /// <summary>Network ACLs.</summary>
    public static readonly SnapshotType NetworkAcl = new("AWS::EC2::NetworkAcl", "NetworkAclId", "DescribeNetworkAcls");

    /// <summary>Subnets.</summary>
    public static readonly SnapshotType Subnet = new("AWS::EC2::Subnet", "SubnetId", "DescribeSubnets");

    /// <summary>Route tables.</summary>
    public static readonly SnapshotType RouteTable = new("AWS::EC2::RouteTable", "RouteTableId", "DescribeRouteTables");

    /// <summary>Internet gateways.</summary>
    public static readonly SnapshotType InternetGateway = new("AWS::EC2::InternetGateway", "InternetGatewayId", "DescribeInternetGateways");

    /// <summary>Egress-only internet gateways.</summary>
    public static readonly SnapshotType EgressOnlyInternetGateway =
        new("AWS::EC2::EgressOnlyInternetGateway", "EgressOnlyInternetGatewayId", "DescribeEgressOnlyInternetGateways");

    /// <summary>Virtual private gateways.</summary>
    public static readonly SnapshotType VpnGateway = new("AWS::EC2::VPNGateway", "VpnGatewayId", "DescribeVpnGateways");

    /// <summary>VPC peering connections.</summary>
    public static readonly SnapshotType PeeringConnection =
        new("AWS::EC2::VPCPeeringConnection", "VpcPeeringConnectionId", "DescribeVpcPeeringConnections");

    /// <summary>Prefix lists, the account's own and AWS's.</summary>
    public static readonly SnapshotType PrefixList =
        new("AWS::EC2::PrefixList", "PrefixListId", "DescribeManagedPrefixLists", "DescribePrefixLists");

    /// <summary>The entries of prefix lists.</summary>
    public static readonly SnapshotType PrefixListEntries =
        new("AWS::EC2::PrefixListEntries", "PrefixListId", "GetManagedPrefixListEntries");

    /// <summary>Security groups.</summary>
    public static readonly SnapshotType SecurityGroup = new("AWS::EC2::SecurityGroup", "GroupId", "DescribeSecurityGroups");

    /// <summary>Security group rules.</summary>
    public static readonly SnapshotType SecurityGroupRule = new(
        "AWS::EC2::SecurityGroupRule", "SecurityGroupRuleId", "DescribeSecurityGroupRules",
        "DescribeSecurityGroupReferences", "DescribeStaleSecurityGroups");

    /// <summary>Key pairs, by name: never their keys.</summary>
    public static readonly SnapshotType KeyPair = new("AWS::EC2::KeyPair", "KeyPairId", "DescribeKeyPairs");

    /// <summary>Instances.</summary>
    public static readonly SnapshotType Instance = new("AWS::EC2::Instance", "InstanceId", "DescribeInstances");

    /// <summary>Network interfaces.</summary>
    public static readonly SnapshotType NetworkInterface =
        new("AWS::EC2::NetworkInterface", "NetworkInterfaceId", "DescribeNetworkInterfaces");

    /// <summary>Elastic IP addresses.</summary>
    public static readonly SnapshotType Address = new("AWS::EC2::EIP", "AllocationId", "DescribeAddresses");

    /// <summary>NAT gateways.</summary>
    public static readonly SnapshotType NatGateway = new("AWS::EC2::NatGateway", "NatGatewayId", "DescribeNatGateways");

    /// <summary>VPC endpoints.</summary>
    public static readonly SnapshotType VpcEndpoint = new("AWS::EC2::VPCEndpoint", "VpcEndpointId", "DescribeVpcEndpoints");

    /// <summary>EC2 Instance Connect endpoints.</summary>
    public static readonly SnapshotType InstanceConnectEndpoint =
        new("AWS::EC2::InstanceConnectEndpoint", "InstanceConnectEndpointId", "DescribeInstanceConnectEndpoints");

    /// <summary>Flow logs, never what is logged.</summary>
    public static readonly SnapshotType FlowLog = new("AWS::EC2::FlowLog", "FlowLogId", "DescribeFlowLogs");

    /// <summary>Whether new volumes of the Region are encrypted by default: one line.</summary>
    public static readonly SnapshotType EbsEncryption = new("AWS::EC2::EbsEncryptionByDefault", "Region", "GetEbsEncryptionByDefault");

    /// <summary>S3 buckets with their settings, never what is in them; of those in other Regions the name alone.</summary>
    public static readonly SnapshotType Bucket = new(
        "AWS::S3::Bucket", "Name", "ListBuckets", "HeadBucket", "GetBucketLocation", "GetBucketPolicy", "GetBucketPolicyStatus",
        "GetBucketOwnershipControls", "GetBucketVersioning", "GetBucketEncryption", "GetBucketLifecycleConfiguration", "GetBucketTagging",
        "GetPublicAccessBlock", "GetBucketAcl", "ListObjects", "ListObjectsV2", "ListObjectVersions", "GetObject", "HeadObject")
    { Service = "s3" };

    /// <summary>The public access block of the account; without a configuration where there is none.</summary>
    public static readonly SnapshotType AccountBlock = new("AWS::S3::AccountPublicAccessBlock", "AccountId", "GetPublicAccessBlock")
    { Service = "s3control" };

    /// <summary>Managed policies, the account's own and those of AWS's that it has attached, with the version in force.</summary>
    public static readonly SnapshotType ManagedPolicy = new(
        "AWS::IAM::ManagedPolicy", "Arn", "ListPolicies", "GetPolicy", "GetPolicyVersion", "ListPolicyVersions", "SimulatePrincipalPolicy")
    { Service = "iam" };

    /// <summary>Groups of users with their inline and attached policies.</summary>
    public static readonly SnapshotType Group = new(
        "AWS::IAM::Group", "GroupName", "ListGroups", "GetGroup", "ListGroupPolicies", "GetGroupPolicy", "ListAttachedGroupPolicies")
    { Service = "iam" };

    /// <summary>
    /// Users with their policies, their groups, and what they sign in with: that there is a password, which access keys and MFA devices
    /// there are, and the day of a key's last use; never a secret.
    /// </summary>
    public static readonly SnapshotType User = new(
        "AWS::IAM::User", "UserName", "ListUsers", "GetUser", "ListUserPolicies", "GetUserPolicy", "ListAttachedUserPolicies", "ListUserTags",
        "ListGroupsForUser", "ListAccessKeys", "GetAccessKeyLastUsed", "ListMFADevices", "GetLoginProfile", "GenerateCredentialReport",
        "GetCredentialReport", "GetAccountAuthorizationDetails", "GetAccountSummary")
    { Service = "iam" };

    /// <summary>The password policy; no line where the account has set none.</summary>
    public static readonly SnapshotType PasswordPolicy = new("AWS::IAM::AccountPasswordPolicy", "Name", "GetAccountPasswordPolicy")
    { Service = "iam" };

    /// <summary>Roles with their inline and attached policies.</summary>
    public static readonly SnapshotType Role = new(
        "AWS::IAM::Role", "RoleName", "ListRoles", "GetRole", "ListRolePolicies", "GetRolePolicy", "ListAttachedRolePolicies", "ListRoleTags",
        "SimulatePrincipalPolicy")
    { Service = "iam" };

    /// <summary>Instance profiles and the roles in them.</summary>
    public static readonly SnapshotType InstanceProfile = new(
        "AWS::IAM::InstanceProfile", "InstanceProfileName", "ListInstanceProfiles", "GetInstanceProfile", "ListInstanceProfilesForRole")
    { Service = "iam" };

    /// <summary>KMS keys with their policies and rotation, never their material.</summary>
    public static readonly SnapshotType Key = new(
        "AWS::KMS::Key", "KeyId", "ListKeys", "DescribeKey", "GetKeyPolicy", "GetKeyRotationStatus", "ListResourceTags")
    { Service = "kms" };

    /// <summary>Aliases of KMS keys.</summary>
    public static readonly SnapshotType Alias = new("AWS::KMS::Alias", "AliasName", "ListAliases") { Service = "kms" };

    /// <summary>Log groups, never what is logged.</summary>
    public static readonly SnapshotType LogGroup = new(
        "AWS::Logs::LogGroup", "logGroupName", "DescribeLogGroups", "ListTagsForResource", "DescribeLogStreams", "GetLogEvents", "FilterLogEvents")
    { Service = "logs" };

    /// <summary>Metric filters of log groups; two groups may have filters of one name.</summary>
    public static readonly SnapshotType MetricFilter = new("AWS::Logs::MetricFilter", "metricFilterId", "DescribeMetricFilters") { Service = "logs" };

    /// <summary>SNS topics with their policies and subscriptions, never a message.</summary>
    public static readonly SnapshotType Topic = new(
        "AWS::SNS::Topic", "TopicArn", "ListTopics", "GetTopicAttributes", "ListSubscriptionsByTopic", "ListSubscriptions", "ListTagsForResource")
    { Service = "sns" };

    /// <summary>CloudWatch alarms on metrics, and the state that they were in. Metrics are not copied: a copy begins with its own.</summary>
    public static readonly SnapshotType Alarm = new(
        "AWS::CloudWatch::Alarm", "AlarmName", "DescribeAlarms", "DescribeAlarmsForMetric", "ListTagsForResource")
    { Service = "cloudwatch" };

    /// <summary>CloudWatch's anomaly detectors of single metrics.</summary>
    public static readonly SnapshotType AnomalyDetector = new("AWS::CloudWatch::AnomalyDetector", "AnomalyDetectorId", "DescribeAnomalyDetectors")
    { Service = "cloudwatch" };

    /// <summary>Rules of EventBridge's default bus and their targets.</summary>
    public static readonly SnapshotType EventRule = new(
        "AWS::Events::Rule", "Name", "ListRules", "DescribeRule", "ListTargetsByRule", "ListTagsForResource")
    { Service = "events" };

    /// <summary>Load balancers.</summary>
    public static readonly SnapshotType LoadBalancer = new(
        "AWS::ElasticLoadBalancingV2::LoadBalancer", "LoadBalancerArn", "DescribeLoadBalancers", "DescribeLoadBalancerAttributes", "DescribeTags")
    { Service = "elbv2" };

    /// <summary>Target groups and the health of their targets.</summary>
    public static readonly SnapshotType TargetGroup = new(
        "AWS::ElasticLoadBalancingV2::TargetGroup", "TargetGroupArn", "DescribeTargetGroups", "DescribeTargetHealth")
    { Service = "elbv2" };

    /// <summary>Listeners and their rules.</summary>
    public static readonly SnapshotType Listener = new(
        "AWS::ElasticLoadBalancingV2::Listener", "ListenerArn", "DescribeListeners", "DescribeRules")
    { Service = "elbv2" };

    /// <summary>The instances that report to Systems Manager, and whether sessions can start on them.</summary>
    public static readonly SnapshotType ManagedInstance = new(
        "AWS::SSM::ManagedInstance", "InstanceId", "DescribeInstanceInformation", "GetConnectionStatus")
    { Service = "ssm" };

    /// <summary>The document that holds the preferences of Session Manager, in all its versions.</summary>
    public static readonly SnapshotType SessionDocument = new(
        "AWS::SSM::Document", "Name", "DescribeDocument", "GetDocument", "ListDocuments", "ListDocumentVersions")
    { Service = "ssm" };

    /// <summary>Systems Manager's setting of the role that manages instances without one of their own.</summary>
    public static readonly SnapshotType ServiceSetting = new("AWS::SSM::ServiceSetting", "SettingId", "GetServiceSetting") { Service = "ssm" };

    /// <summary>
    /// Trails that the Region sees, with their selectors and whether they log. Event history is not copied: a copy begins with its own.
    /// </summary>
    public static readonly SnapshotType Trail = new(
        "AWS::CloudTrail::Trail", "TrailARN", "DescribeTrails", "GetTrail", "GetTrailStatus", "GetEventSelectors")
    { Service = "cloudtrail" };

    /// <summary>The configuration recorder, and whether it records. Timelines are not copied: a copy begins with its own.</summary>
    public static readonly SnapshotType Recorder = new(
        "AWS::Config::ConfigurationRecorder", "name", "DescribeConfigurationRecorders", "DescribeConfigurationRecorderStatus",
        "GetResourceConfigHistory")
    { Service = "config" };

    /// <summary>The delivery channel.</summary>
    public static readonly SnapshotType DeliveryChannel = new(
        "AWS::Config::DeliveryChannel", "name", "DescribeDeliveryChannels", "DescribeDeliveryChannelStatus")
    { Service = "config" };

    /// <summary>The detector and its protection plans, never what it found.</summary>
    public static readonly SnapshotType Detector = new(
        "AWS::GuardDuty::Detector", "DetectorId", "ListDetectors", "GetDetector", "ListFindings", "GetFindings")
    { Service = "guardduty" };

    /// <summary>Analyzers of IAM Access Analyzer, never what they found.</summary>
    public static readonly SnapshotType Analyzer = new("AWS::AccessAnalyzer::Analyzer", "arn", "ListAnalyzers", "GetAnalyzer")
    { Service = "accessanalyzer" };

    /// <summary>DynamoDB tables with their settings, never what is in them.</summary>
    public static readonly SnapshotType Table = new(
        "AWS::DynamoDB::Table", "TableName", "ListTables", "DescribeTable", "DescribeContinuousBackups", "DescribeTimeToLive",
        "ListTagsOfResource", "GetItem", "Query", "Scan")
    { Service = "dynamodb" };

    /// <summary>Every kind.</summary>
    public static IReadOnlyList<SnapshotType> All { get; } =
    [
        Zone, Vpc, VpcAttribute, NetworkAcl, Subnet, RouteTable, InternetGateway, EgressOnlyInternetGateway, VpnGateway,
        PeeringConnection, PrefixList, PrefixListEntries, SecurityGroup, SecurityGroupRule, KeyPair, Instance, NetworkInterface,
        Address, NatGateway, VpcEndpoint, InstanceConnectEndpoint, FlowLog, EbsEncryption, Bucket, AccountBlock,
        ManagedPolicy, Group, User, PasswordPolicy, Role, InstanceProfile, Key, Alias, LogGroup, LoadBalancer, TargetGroup, Listener, ManagedInstance, SessionDocument,
        ServiceSetting, Trail, Recorder, DeliveryChannel, Detector, Analyzer, Table, MetricFilter, Topic, Alarm, AnomalyDetector, EventRule,
    ];

    /// <summary>A kind by its name; null for an unknown one.</summary>
    /// <param name="name">Such as <c>AWS::EC2::VPC</c>.</param>
    public static SnapshotType? Find(string name) => s_byName.GetValueOrDefault(name);

    private static readonly Dictionary<string, SnapshotType> s_byName = All.ToDictionary(type => type.Name, StringComparer.Ordinal);
}
