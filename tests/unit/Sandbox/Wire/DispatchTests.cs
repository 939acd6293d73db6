using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Wire;

public class DispatchTests
{
    [Fact]
    public async Task A_form_reaches_the_handler_in_the_names_of_the_model()
    {
        (SandboxAccount account, StubService ec2) = StubService.Account();
        using var client = WireClient.Of(account);

        await client.CallAsync(
            "AuthorizeSecurityGroupIngress",
            ("GroupId", "sg-1"), ("IpPermissions.1.FromPort", "443"), ("IpPermissions.1.IpRanges.1.CidrIp", "10.0.0.0/8"),
            ("IpPermissions.1.Groups.1.GroupId", "sg-2"), ("DryRun", "false"));

        (string operation, JsonObject input, _) = Assert.Single(ec2.Effects);
        Assert.Equal("AuthorizeSecurityGroupIngress", operation);
        JsonNode expected = JsonNode.Parse(
            """
            { "GroupId": "sg-1", "DryRun": false, "IpPermissions": [
              { "FromPort": 443, "IpRanges": [{ "CidrIp": "10.0.0.0/8" }], "UserIdGroupPairs": [{ "GroupId": "sg-2" }] }] }
            """)!;
        Assert.True(ModelForm.AreEqual(expected, input), input.ToJsonString());
        Assert.Equal(443, (int)input["IpPermissions"]![0]!["FromPort"]!);
        Assert.Equal(443L, (long)input["IpPermissions"]![0]!["FromPort"]!);
    }

    [Fact]
    public async Task A_result_reaches_the_client_in_the_names_of_the_wire_with_the_request_id_in_body_and_header()
    {
        (SandboxAccount account, _) = StubService.Account((_, _, _) => new JsonObject
        {
            ["SecurityGroups"] = new JsonArray(new JsonObject { ["GroupId"] = "sg-1", ["Description"] = "a < b" }),
            ["NextToken"] = "more",
        });
        using var client = WireClient.Of(account);

        WireClient.Answer answer = await client.CallAsync("DescribeSecurityGroups");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("DescribeSecurityGroupsResponse", answer.Body.Name.LocalName);
        Assert.Equal("http://ec2.amazonaws.com/doc/2016-11-15", answer.Body.Name.NamespaceName);
        Assert.Equal(("sg-1", "a < b", "more"), (answer["groupId"], answer["groupDescription"], answer["nextToken"]));
        Assert.Equal(answer["requestId"], answer.Headers.GetValues("x-amzn-RequestId").Single());
        Assert.Equal(answer["requestId"], account.Calls.Single().RequestId);
    }

    [Fact]
    public async Task Region_and_caller_come_from_the_scope_of_the_signature_and_not_from_the_host()
    {
        (SandboxAccount account, StubService ec2) = StubService.Account();
        using var client = new WireClient(
            new HttpClient(account.CreateHandler()) { BaseAddress = new Uri("https://ec2.us-west-2.amazonaws.com/") }, "ec2", "eu-west-1", "AKIAX");

        await client.CallAsync("DescribeVpcs");

        Assert.Equal(("eu-west-1", "AKIAX"), (ec2.Effects[0].Context.Region, ec2.Effects[0].Context.AccessKeyId));
        Assert.Equal(("eu-west-1", "AKIAX"), (account.Calls[0].Region, account.Calls[0].AccessKeyId));
    }

    [Theory]
    [InlineData("https://ec2.eu-west-3.amazonaws.com/", "eu-west-3")]
    [InlineData("https://ec2.amazonaws.com/", "us-east-1")]
    public async Task An_unsigned_request_goes_by_its_host(string endpoint, string region)
    {
        (SandboxAccount account, StubService ec2) = StubService.Account();
        using var http = new HttpClient(account.CreateHandler());

        await http.GetStringAsync(new Uri(endpoint + "?Action=DescribeVpcs&Version=2016-11-15"), WireClient.Token);

        Assert.Equal(region, ec2.Effects.Single().Context.Region);
    }

    [Theory]
    [InlineData("DescribeNothing", "InvalidAction")]
    [InlineData("DeleteVpc", "MissingParameter")]
    public async Task A_request_that_is_wrong_in_itself_is_refused(string action, string code)
    {
        (SandboxAccount account, StubService ec2) = StubService.Account();
        using var client = WireClient.Of(account);

        WireClient.Answer answer = await client.CallAsync(action);

        Assert.Equal((HttpStatusCode.BadRequest, code), (answer.Status, answer["Code"]));
        Assert.Equal(answer["RequestID"], answer.Headers.GetValues("x-amzn-RequestId").Single());
        Assert.Empty(ec2.Effects);
    }

    [Fact]
    public async Task A_value_that_is_not_of_its_type_is_refused()
    {
        (SandboxAccount account, StubService ec2) = StubService.Account();
        using var client = WireClient.Of(account);

        WireClient.Answer answer = await client.CallAsync("DescribeVpcs", ("MaxResults", "many"));

        Assert.Equal("InvalidParameterValue", answer["Code"]);
        Assert.Empty(ec2.Effects);
    }

    [Theory]
    [InlineData("braket", "UnknownService", HttpStatusCode.NotFound)]
    public async Task A_service_that_the_account_lacks_is_refused(string service, string code, HttpStatusCode status)
    {
        using var client = WireClient.Of(SandboxAccount.Create(), service);

        WireClient.Answer answer = await client.CallAsync("Anything");

        Assert.Equal((status, code), (answer.Status, answer["Code"]));
    }

    [Fact]
    public async Task A_request_without_signature_and_known_host_is_refused()
    {
        using var http = new HttpClient(SandboxAccount.Create().CreateHandler());
        using HttpResponseMessage response = await http.GetAsync(new Uri("http://localhost/"), WireClient.Token);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("MissingAuthenticationToken", await response.Content.ReadAsStringAsync(WireClient.Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_compressed_body_is_read()
    {
        (SandboxAccount account, StubService ec2) = StubService.Account();
        using var http = new HttpClient(account.CreateHandler());
        var body = new MemoryStream();
        await using (var gzip = new GZipStream(body, CompressionMode.Compress, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes("Action=DescribeVpcs&VpcId.1=vpc-1"), WireClient.Token);
        }

        using var content = new ByteArrayContent(body.ToArray());
        content.Headers.ContentEncoding.Add("gzip");
        await http.PostAsync(new Uri("https://ec2.us-east-1.amazonaws.com/"), content, WireClient.Token);

        Assert.Equal("vpc-1", (string?)ec2.Effects.Single().Input["VpcIds"]![0]);
    }

    [Fact]
    public async Task A_query_service_answers_and_fails_in_its_own_form()
    {
        using var client = WireClient.Of(SandboxAccount.Create(), "sts");

        WireClient.Answer identity = await client.CallAsync("GetCallerIdentity");
        WireClient.Answer missing = await client.CallAsync("AssumeRole", ("RoleSessionName", "me"));

        Assert.Equal("arn:aws:iam::123456789012:user/admin", identity["Arn"]);
        Assert.Equal("GetCallerIdentityResult", identity.Body.Elements().First().Name.LocalName);
        Assert.Equal((HttpStatusCode.BadRequest, "ValidationError", "Sender"), (missing.Status, missing["Code"], missing["Type"]));
        Assert.Contains("'roleArn'", missing["Message"], StringComparison.Ordinal);
    }
}
