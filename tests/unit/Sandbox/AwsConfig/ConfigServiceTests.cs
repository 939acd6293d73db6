using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.SandboxTests.CloudTrail;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.AwsConfig;

public class ConfigServiceTests
{
    private readonly SandboxAccount _account = SandboxAccount.FromTemplate("Fnd203");

    [Fact]
    public void There_is_one_recorder_and_it_needs_a_channel_to_start()
    {
        Assert.Equal("NoAvailableConfigurationRecorderException", Refused("PutDeliveryChannel", Channel()).Code);
        Call("PutConfigurationRecorder", Recorder("default"));
        Assert.Equal("MaxNumberOfConfigurationRecordersExceededException", Refused("PutConfigurationRecorder", Recorder("second")).Code);
        Assert.Equal("NoAvailableDeliveryChannelException", Refused("StartConfigurationRecorder", Named()).Code);
        Assert.Equal("NoSuchBucketException", Refused("PutDeliveryChannel", Channel()).Code);
        _account.Invoke("s3", "CreateBucket", new() { ["Bucket"] = "logs-1" });
        Assert.Equal("InsufficientDeliveryPolicyException", Refused("PutDeliveryChannel", Channel()).Code);
        TrailScene.LetWrite(_account, "logs-1", "*");
        Call("PutDeliveryChannel", Channel());
        Call("StartConfigurationRecorder", Named());
        Assert.Equal("LastDeliveryChannelDeleteFailedException", Refused("DeleteDeliveryChannel", new() { ["DeliveryChannelName"] = "default" }).Code);
        Assert.Equal("MaxNumberOfDeliveryChannelsExceededException", Refused("PutDeliveryChannel", Channel("second")).Code);
        Call("StopConfigurationRecorder", Named());
        Call("DeleteDeliveryChannel", new() { ["DeliveryChannelName"] = "default" });
        Call("DeleteConfigurationRecorder", Named());
        Assert.Empty(Call("DescribeConfigurationRecorders", [])["ConfigurationRecorders"]!.AsArray());
    }

    [Theory]
    [InlineData("""{"allSupported":true,"resourceTypes":["AWS::EC2::VPC"]}""")]
    [InlineData("""{"allSupported":false,"includeGlobalResourceTypes":true,"resourceTypes":["AWS::EC2::VPC"]}""")]
    [InlineData("""{"allSupported":false}""")]
    public void A_recording_group_that_contradicts_itself_is_refused(string group)
    {
        var recorder = Recorder("default");
        recorder["ConfigurationRecorder"]!["recordingGroup"] = JsonNode.Parse(group);
        Assert.Equal("InvalidRecordingGroupException", Refused("PutConfigurationRecorder", recorder).Code);
    }

    [Fact]
    public void The_timeline_tells_of_making_changing_relating_and_deleting()
    {
        Begin();
        var subnet = (string)_account.Invoke("ec2", "DescribeSubnets", [])["Subnets"]![0]!["SubnetId"]!;
        var vpc = (string)_account.Invoke("ec2", "DescribeSubnets", [])["Subnets"]![0]!["VpcId"]!;
        var acl = (string)Ec2("CreateNetworkAcl", new() { ["VpcId"] = vpc })["NetworkAcl"]!["NetworkAclId"]!;
        Ec2("CreateNetworkAclEntry", new()
        {
            ["NetworkAclId"] = acl, ["RuleNumber"] = 50, ["Protocol"] = "-1", ["RuleAction"] = "deny", ["Egress"] = true, ["CidrBlock"] = "10.0.2.0/24",
        });
        Ec2("DeleteNetworkAcl", new() { ["NetworkAclId"] = acl });
        var items = History("AWS::EC2::NetworkAcl", acl);
        Assert.Equal(["ResourceDiscovered", "OK", "ResourceDeleted"], items.Select(i => (string)i["configurationItemStatus"]!));
        Assert.Contains("\"ruleNumber\":50", (string?)items[1]["configuration"], StringComparison.Ordinal);
        Assert.Contains(items[0]["relationships"]!.AsArray(), r => (string?)r!["relationshipName"] == "Is contained in Vpc" && (string?)r["resourceId"] == vpc);
        Assert.Contains(History("AWS::EC2::Subnet", subnet)[0]["relationships"]!.AsArray(), r => (string?)r!["relationshipName"] == "Is attached to NetworkAcl");
    }

    [Fact]
    public void What_is_not_recorded_has_no_timeline()
    {
        Assert.Equal("NoAvailableConfigurationRecorderException", Refused("GetResourceConfigHistory", Of("AWS::EC2::VPC", "vpc-1")).Code);
        Begin();
        Assert.Equal("ResourceNotDiscoveredException", Refused("GetResourceConfigHistory", Of("AWS::EC2::VPC", "vpc-1")).Code);
    }

    private static JsonObject Named() => new() { ["ConfigurationRecorderName"] = "default" };

    private static JsonObject Of(string type, string id) => new() { ["resourceType"] = type, ["resourceId"] = id };

    private static JsonObject Recorder(string name) => new()
    {
        ["ConfigurationRecorder"] = new JsonObject { ["name"] = name, ["roleARN"] = "arn:aws:iam::123456789012:role/config" },
    };

    private static JsonObject Channel(string name = "default") => new()
    {
        ["DeliveryChannel"] = new JsonObject { ["name"] = name, ["s3BucketName"] = "logs-1" },
    };

    private void Begin()
    {
        TrailScene.Create(_account);
        Call("PutConfigurationRecorder", Recorder("default"));
        Call("PutDeliveryChannel", Channel());
        Call("StartConfigurationRecorder", Named());
    }

    private List<JsonObject> History(string type, string id)
    {
        var asked = Of(type, id);
        asked["chronologicalOrder"] = "Forward";
        return [.. Call("GetResourceConfigHistory", asked)["configurationItems"]!.AsArray().OfType<JsonObject>()];
    }

    private AwsErrorException Refused(string operation, JsonObject input) => Assert.Throws<AwsErrorException>(() => Call(operation, input));

    private JsonObject Ec2(string operation, JsonObject input) => _account.Invoke("ec2", operation, input, record: true);

    private JsonObject Call(string operation, JsonObject input) => _account.Invoke("config", operation, input);
}
