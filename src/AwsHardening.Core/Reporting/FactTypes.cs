using System.Text.Json.Nodes;

namespace AwsHardening.Core.Reporting;

/// <summary>The lists that an account is read as. A Region's networks and watchers stand here, the rest of it in other files.</summary>
internal static partial class FactTypes
{
    public static readonly FactType SecurityGroups = Ec2("SecurityGroups", "SecurityGroup", "GroupId", "security-group");

    public static readonly FactType SecurityGroupRules = Ec2("SecurityGroupRules", "SecurityGroupRule", "SecurityGroupRuleId", "security-group-rule");

    public static readonly FactType NetworkInterfaces = Ec2("NetworkInterfaces", "NetworkInterface", "NetworkInterfaceId", "network-interface");

    public static readonly FactType Vpcs = Ec2("Vpcs", "VPC", "VpcId", "vpc");

    public static readonly FactType Subnets = Ec2("Subnets", "Subnet", "SubnetId", "subnet");

    public static readonly FactType NetworkAcls = Ec2("NetworkAcls", "NetworkAcl", "NetworkAclId", "network-acl");

    public static readonly FactType FlowLogs = Ec2("FlowLogs", "FlowLog", "FlowLogId", "vpc-flow-log");

    public static readonly FactType VpcEndpoints = Ec2("VpcEndpoints", "VPCEndpoint", "VpcEndpointId", "vpc-endpoint");

    public static readonly FactType Instances = Ec2("Instances", "Instance", "InstanceId", "instance") with
    {
        Items = "Reservations",
        Unfold = page => (page["Reservations"] as JsonArray ?? []).SelectMany(reservation => reservation?["Instances"] as JsonArray ?? []),
    };

    public static readonly FactType EbsEncryption = new("EbsEncryption", "ec2", "GetEbsEncryptionByDefault", "")
    {
        ResourceType = "AWS::Account",
        Id = "",
    };

    public static readonly FactType ManagedInstances = new("ManagedInstances", "ssm", "DescribeInstanceInformation", "InstanceInformationList")
    {
        ResourceType = "AWS::SSM::ManagedInstance",
        Id = "InstanceId",
    };

    /// <summary>Instances, load balancers and interfaces with public addresses, and what the internet reaches of them.</summary>
    public static readonly FactType PublicThings = new("PublicThings", "ec2", "DescribeInstances", "")
    {
        ResourceType = "AWS::EC2::Instance",
        Id = "ResourceId",
        Read = PublicReading.ReadAsync,
        ReadActions = PublicReading.Actions,
    };

    public static readonly FactType LoadBalancers = new("LoadBalancers", "elbv2", "DescribeLoadBalancers", "LoadBalancers")
    {
        ResourceType = "AWS::ElasticLoadBalancingV2::LoadBalancer",
        Id = "LoadBalancerName",
        Arn = "LoadBalancerArn",
        Token = ("Marker", "NextMarker"),
        Parts =
        [
            new("Listeners", "DescribeListeners", one => Named(one, "LoadBalancerArn")) { Member = "Listeners" },
        ],
    };

    public static readonly FactType Trails = new("Trails", "cloudtrail", "DescribeTrails", "trailList")
    {
        ResourceType = "AWS::CloudTrail::Trail",
        Id = "TrailARN",
        Arn = "TrailARN",
        // A copy of one Region has the trails of others as shadows alone.
        Parameters = new() { ["includeShadowTrails"] = true },
        Parts =
        [
            new("Status", "GetTrailStatus", one => new() { ["Name"] = one["TrailARN"]?.DeepClone() }),
            new("Selectors", "GetEventSelectors", one => new() { ["TrailName"] = one["TrailARN"]?.DeepClone() }),
        ],
    };

    public static readonly FactType Recorders = new("Recorders", "config", "DescribeConfigurationRecorders", "ConfigurationRecorders")
    {
        ResourceType = "AWS::Config::ConfigurationRecorder",
        Id = "name",
    };

    public static readonly FactType RecorderStatus = new("RecorderStatus", "config", "DescribeConfigurationRecorderStatus", "ConfigurationRecordersStatus")
    {
        ResourceType = "AWS::Config::ConfigurationRecorder",
        Id = "name",
    };

    public static readonly FactType DeliveryChannels = new("DeliveryChannels", "config", "DescribeDeliveryChannels", "DeliveryChannels")
    {
        ResourceType = "AWS::Config::DeliveryChannel",
        Id = "name",
    };

    public static readonly FactType Detectors = new("Detectors", "guardduty", "ListDetectors", "DetectorIds")
    {
        ResourceType = "AWS::GuardDuty::Detector",
        Id = "DetectorId",
        Unfold = page => (page["DetectorIds"] as JsonArray ?? []).Select(id => (JsonNode)new JsonObject { ["DetectorId"] = id?.DeepClone() }),
        Parts = [new("Detector", "GetDetector", one => Named(one, "DetectorId"))],
    };

    public static readonly FactType Analyzers = new("Analyzers", "accessanalyzer", "ListAnalyzers", "analyzers")
    {
        ResourceType = "AWS::AccessAnalyzer::Analyzer",
        Id = "name",
        Arn = "arn",
        Token = ("nextToken", "nextToken"),
    };

    private static FactType Ec2(string list, string type, string id, string arn) => new(list, "ec2", $"Describe{list}", list)
    {
        ResourceType = $"AWS::EC2::{type}",
        Id = id,
        Arn = $"arn:{{partition}}:ec2:{{region}}:{{account}}:{arn}/{{id}}",
    };

    private static JsonObject Named(JsonObject item, string member) => new() { [member] = item[member]?.DeepClone() };
}
