using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Reading;
using AwsHardening.Core.Reporting;
using AwsHardening.UnitTests.SandboxTests.AwsCli;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Edges;

/// <summary>Another emulator's idea of distributions and APIs: what the clients send is understood, and what it answers is read.</summary>
public sealed class EdgeMotoTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Distributions_and_APIs_of_another_emulator_are_made_listed_and_changed()
    {
        Assert.SkipWhen(Tools.MotoServer is null, "moto_server is not on this machine.");
        await using var moto = await MotoServer.StartAsync(Token);
        using var handle = SessionOperation.Open(new ConnectOptions
        {
            EndpointUrl = moto.Endpoint.ToString(), Region = "us-east-1", AccessKeyId = "testing", SecretAccessKey = "testing",
        });
        var session = AwsSession.Of(handle);
        Task<JsonObject> CallAsync(string service, string operation, object parameters) =>
            ApiInvoker.InvokeAsync(session, service, operation, (JsonObject)JsonSerializer.SerializeToNode(parameters)!, Token);

        var made = await CallAsync("cloudfront", "CreateDistribution", new
        {
            DistributionConfig = new
            {
                CallerReference = "example", Comment = "", Enabled = true, DefaultCacheBehavior = new { TargetOriginId = "site", ViewerProtocolPolicy = "allow-all", ForwardedValues = new { QueryString = false, Cookies = new { Forward = "none" } } },
                Origins = new { Quantity = 1, Items = new[] { new { Id = "site", DomainName = "example.s3.us-east-1.amazonaws.com", S3OriginConfig = new { OriginAccessIdentity = "" } } } },
            },
        });
        var id = (string)made["Distribution"]!["Id"]!;
        var view = new AccountView(session, Token);
        Assert.Equal(id, (string?)Assert.Single(await EdgeReading.DistributionsAsync(view, "", Token))["Id"]);
        var seen = await CallAsync("cloudfront", "GetDistributionConfig", new { Id = id });
        seen["DistributionConfig"]!["DefaultCacheBehavior"]!["ViewerProtocolPolicy"] = "redirect-to-https";
        await CallAsync("cloudfront", "UpdateDistribution", new { Id = id, IfMatch = seen["ETag"], DistributionConfig = seen["DistributionConfig"] });
        Assert.Equal("redirect-to-https", (string?)(await CallAsync("cloudfront", "GetDistributionConfig", new { Id = id }))["DistributionConfig"]!["DefaultCacheBehavior"]!["ViewerProtocolPolicy"]);

        var rest = (string)(await CallAsync("apigateway", "CreateRestApi", new { name = "example" }))["id"]!;
        Assert.Empty(await EdgeReading.RestStagesAsync(view, "", Token));
        var http = (string)(await CallAsync("apigatewayv2", "CreateApi", new { Name = "example", ProtocolType = "HTTP" }))["ApiId"]!;
        await CallAsync("apigatewayv2", "CreateStage", new { ApiId = http, StageName = "prod", AccessLogSettings = new { DestinationArn = "arn:aws:logs:us-east-1:123456789012:log-group:access", Format = "$context.requestId" } });
        await CallAsync("apigatewayv2", "CreateRoute", new { ApiId = http, RouteKey = "GET /orders" });
        var stage = Assert.Single(await EdgeReading.HttpStagesAsync(view, "", Token));
        Assert.Equal(($"{http}/prod", "$context.requestId"), ((string?)stage["Id"], (string?)stage["AccessLogSettings"]!["Format"]));
        Assert.Equal("NONE", (string?)Assert.Single(await EdgeReading.HttpRoutesAsync(view, "", Token))["AuthorizationType"]);
        Assert.Equal(rest, (string?)(await CallAsync("apigateway", "GetRestApis", new { limit = 500 }))["items"]![0]!["id"]);
    }
}
