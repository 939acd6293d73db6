using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.CloudTrail;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.CloudTrail;

public class EventHistoryTests
{
    private readonly SandboxAccount _account = SandboxAccount.FromTemplate("Fnd203");

    [Fact]
    public void What_was_done_is_found_by_the_resource_newest_first()
    {
        var acl = Acl();
        Record("ec2", "CreateNetworkAclEntry", new()
        {
            ["NetworkAclId"] = acl, ["RuleNumber"] = 50, ["Protocol"] = "-1", ["RuleAction"] = "deny", ["Egress"] = true, ["CidrBlock"] = "10.0.2.0/24",
        });
        var events = Lookup("ResourceName", acl);
        Assert.Equal(["CreateNetworkAclEntry", "CreateNetworkAcl"], events.Select(e => (string)e["EventName"]!));
        Assert.Equal(["admin", "admin"], events.Select(e => (string)e["Username"]!));
        var record = JsonNode.Parse((string)events[0]["CloudTrailEvent"]!)!;
        Assert.Equal(("ec2.amazonaws.com", acl, 50), ((string)record["eventSource"]!, (string)record["requestParameters"]!["networkAclId"]!, (int)record["requestParameters"]!["ruleNumber"]!));
    }

    [Fact]
    public void A_refusal_is_an_event_with_its_code()
    {
        Assert.Throws<AwsErrorException>(() => Record("ec2", "DeleteVpc", new() { ["VpcId"] = "vpc-00000000000000000" }));
        var record = JsonNode.Parse((string)Assert.Single(Lookup("EventName", "DeleteVpc"))["CloudTrailEvent"]!)!;
        Assert.Equal("Client.InvalidVpcID.NotFound", (string?)record["errorCode"]);
    }

    [Fact]
    public void What_stands_in_a_bucket_is_no_management_event()
    {
        Record("s3", "CreateBucket", new() { ["Bucket"] = "b-1" });
        Record("s3", "PutObject", new() { ["Bucket"] = "b-1", ["Key"] = "k" });
        Assert.Equal("CreateBucket", (string?)Assert.Single(Lookup("ResourceName", "b-1"))["EventName"]);
    }

    [Fact]
    public void What_is_secret_is_in_no_event()
    {
        Record("iam", "CreateRole", new()
        {
            ["RoleName"] = "r",
            ["AssumeRolePolicyDocument"] =
                """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"sts:AssumeRole"}}""",
        });
        Record("sts", "AssumeRole", new() { ["RoleArn"] = "arn:aws:iam::123456789012:role/r", ["RoleSessionName"] = "session" });
        Record("sts", "GetSessionToken", []);
        Record("iam", "CreateUser", new() { ["UserName"] = "u" });
        Record("iam", "CreateLoginProfile", new() { ["UserName"] = "u", ["Password"] = "Correct-horse-battery" });
        var seed = (string)Record("iam", "CreateVirtualMFADevice", new() { ["VirtualMFADeviceName"] = "u" })["VirtualMFADevice"]!["Base32StringSeed"]!;
        var all = string.Concat(Lookup().Select(e => (string)e["CloudTrailEvent"]!));
        Assert.DoesNotContain("Correct-horse", all, StringComparison.Ordinal);
        Assert.DoesNotContain(seed, all, StringComparison.Ordinal);
        Assert.DoesNotContain("\"secretAccessKey\":\"", all, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_one_attribute_can_be_looked_up()
    {
        var two = new JsonArray(
            new JsonObject { ["AttributeKey"] = "EventName", ["AttributeValue"] = "a" }, new JsonObject { ["AttributeKey"] = "Username", ["AttributeValue"] = "b" });
        Assert.Equal("InvalidLookupAttributesException", Assert.Throws<AwsErrorException>(
            () => _account.Invoke("cloudtrail", "LookupEvents", new() { ["LookupAttributes"] = two })).Code);
    }

    [Fact]
    public void Pages_hold_fifty_at_most_and_go_on_where_they_ended_whatever_comes_meanwhile()
    {
        for (var i = 0; i < 120; i++)
        {
            Record("ec2", "DescribeVpcs", []);
        }

        Assert.Equal("InvalidMaxResultsException", Assert.Throws<AwsErrorException>(
            () => _account.Invoke("cloudtrail", "LookupEvents", new() { ["MaxResults"] = 51 })).Code);
        HashSet<string> seen = [];
        string? token = null;
        do
        {
            var page = _account.Invoke("cloudtrail", "LookupEvents", new() { ["NextToken"] = token });
            Assert.InRange(page["Events"]!.AsArray().Count, 1, 50);
            Assert.All(page["Events"]!.AsArray(), e => Assert.True(seen.Add((string)e!["EventId"]!)));
            token = (string?)page["NextToken"];
            Record("ec2", "DescribeVpcs", []);
        }
        while (token is not null);
        Assert.Equal(120, seen.Count);
    }

    [Fact]
    public void After_ninety_days_an_event_is_gone()
    {
        Record("ec2", "DescribeVpcs", []);
        ((SteppingClock)_account.Clock).Advance(TimeSpan.FromDays(90));
        Assert.Empty(Lookup());
    }

    [Fact]
    public void Events_can_be_late()
    {
        _account.Service<CloudTrailService>().EventDelay = TimeSpan.FromMinutes(10);
        Record("ec2", "DescribeVpcs", []);
        Assert.Empty(Lookup());
        ((SteppingClock)_account.Clock).Advance(TimeSpan.FromMinutes(10));
        Assert.Single(Lookup());
    }

    [Fact]
    public void More_than_two_lookups_a_second_are_throttled_in_each_Region_by_itself()
    {
        var account = SandboxAccount.Create(new SandboxOptions { TimeProvider = new StandingClock() });
        account.Invoke("cloudtrail", "LookupEvents", []);
        account.Invoke("cloudtrail", "LookupEvents", []);
        Assert.Equal("ThrottlingException", Assert.Throws<AwsErrorException>(() => account.Invoke("cloudtrail", "LookupEvents", [])).Code);
        account.Invoke("cloudtrail", "LookupEvents", [], "eu-west-1");
    }

    private string Acl()
    {
        var vpc = (string)_account.Invoke("ec2", "DescribeVpcs", [])["Vpcs"]![0]!["VpcId"]!;
        return (string)_account.Invoke("ec2", "CreateNetworkAcl", new() { ["VpcId"] = vpc }, record: true)["NetworkAcl"]!["NetworkAclId"]!;
    }

    private List<JsonObject> Lookup(string? key = null, string? value = null) =>
    [
        .. _account.Invoke("cloudtrail", "LookupEvents", new()
        {
            ["LookupAttributes"] = key is null ? [] : new JsonArray(new JsonObject { ["AttributeKey"] = key, ["AttributeValue"] = value }),
        })["Events"]!.AsArray().OfType<JsonObject>(),
    ];

    private JsonObject Record(string service, string operation, JsonObject input) => _account.Invoke(service, operation, input, record: true);

    private sealed class StandingClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => SteppingClock.DefaultStart;
    }
}
