using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Hosting;
using AwsHardening.UnitTests.Engine.Reporting;
using AwsHardening.UnitTests.SandboxTests.AwsCli;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Edges;

/// <summary>What the <c>aws</c> CLI makes of distributions and APIs.</summary>
public sealed class EdgeCliTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Distributions_APIs_and_deliveries_are_what_the_CLI_expects()
    {
        Assert.SkipWhen(Tools.Aws is null, "The aws CLI is not on this machine.");
        var account = SandboxAccount.Create();
        await using var server = SandboxServer.Start(account);
        var aws = new AwsCommand(server.Endpoint);
        async Task<JsonNode> AskAsync(params string[] line)
        {
            var answer = await aws.RunAsync(Token, line.SelectMany((part, at) => at == 0 ? part.Split(' ') : [part]));
            Assert.True(answer.Error is null, $"{string.Join(' ', line)}: {answer.Error}");
            return answer.Output ?? new JsonObject();
        }

        async Task<string?> RefusedAsync(string line, params string[] rest) => (await aws.RunAsync(Token, [.. line.Split(' '), .. rest])).Error;

        // The CLI asks for all pages, of which this has two, and puts them together.
        var id = (string)(await AskAsync("cloudfront create-distribution --origin-domain-name example-site.s3.amazonaws.com --default-root-object index.html"))["Distribution"]!["Id"]!;
        var other = Examples.Distribution(account).Split('/')[^1];
        Assert.Equal([id, other], (await AskAsync("cloudfront list-distributions --page-size 1"))["DistributionList"]!["Items"]!.AsArray().Select(one => (string)one!["Id"]!));
        var seen = await AskAsync($"cloudfront get-distribution-config --id {id}");
        Assert.Equal(("index.html", false), ((string?)seen["DistributionConfig"]!["DefaultRootObject"], (bool)seen["DistributionConfig"]!["Logging"]!["Enabled"]!));
        seen["DistributionConfig"]!["DefaultCacheBehavior"]!["ViewerProtocolPolicy"] = "redirect-to-https";
        var (update, config) = ($"cloudfront update-distribution --id {id} --if-match {seen["ETag"]} --distribution-config", seen["DistributionConfig"]!.ToJsonString());
        await AskAsync(update, config);
        Assert.Equal("redirect-to-https", (string?)account.Call("cloudfront", "GetDistribution", new { Id = id })["Distribution"]!["DistributionConfig"]!["DefaultCacheBehavior"]!["ViewerProtocolPolicy"]);
        Assert.Equal("PreconditionFailed", await RefusedAsync(update, config));

        var policy = Examples.Invoke("{}");
        var api = (string)(await AskAsync("apigateway create-rest-api --name example --endpoint-configuration types=PRIVATE --policy", policy))["id"]!;
        account.Call("apigateway", "CreateDeployment", new { restApiId = api, stageName = "prod" });
        await AskAsync($"apigateway update-stage --rest-api-id {api} --stage-name prod --patch-operations op=replace,path=/*/*/logging/loglevel,value=ERROR");
        var listed = (await AskAsync("apigateway get-rest-apis --page-size 1"))["items"]!.AsArray();
        Assert.Equal((api, "PRIVATE"), ((string?)Assert.Single(listed)!["id"], (string?)listed[0]!["endpointConfiguration"]!["types"]![0]));
        Assert.Equal("ERROR", (string?)(await AskAsync($"apigateway get-stages --rest-api-id {api}"))["item"]![0]!["methodSettings"]!["*/*"]!["loggingLevel"]);
        Assert.Equal("NotFoundException", await RefusedAsync("apigateway get-stages --rest-api-id 0000000000"));

        var http = (string)(await AskAsync("apigatewayv2 create-api --name example --protocol-type HTTP --target https://example.com"))["ApiId"]!;
        await AskAsync($"apigatewayv2 update-stage --api-id {http} --stage-name $default --access-log-settings DestinationArn=arn:aws:logs:us-east-1:{account.AccountId}:log-group:access,Format=$context.requestId");
        var stage = Assert.Single((await AskAsync($"apigatewayv2 get-stages --api-id {http}"))["Items"]!.AsArray())!;
        Assert.Equal(("$default", "$context.requestId", true), ((string?)stage["StageName"], (string?)stage["AccessLogSettings"]!["Format"], (bool)stage["AutoDeploy"]!));
        Assert.Equal("NONE", (string?)Assert.Single((await AskAsync($"apigatewayv2 get-routes --api-id {http}"))["Items"]!.AsArray())!["AuthorizationType"]);

        var arn = $"arn:aws:cloudfront::{account.AccountId}:distribution/{id}";
        Examples.Deliver(account, arn);
        Assert.Equal("S3", (string?)Assert.Single((await AskAsync("logs describe-deliveries"))["deliveries"]!.AsArray())!["deliveryDestinationType"]);
        Assert.Equal(arn, (string?)(await AskAsync("logs describe-delivery-sources"))["deliverySources"]![0]!["resourceArns"]![0]);
    }
}
