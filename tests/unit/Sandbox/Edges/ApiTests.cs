using Amazon.APIGateway;
using Amazon.ApiGatewayV2;
using Amazon.Runtime;
using AwsHardening.Core.Changes;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Authorization;
using AwsHardening.Sandbox.Sts;
using AwsHardening.Sandbox.Wire;
using AwsHardening.UnitTests.Engine.Reporting;
using AwsHardening.UnitTests.SandboxTests.Identity;
using AwsHardening.UnitTests.SandboxTests.Wire;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Edges;

/// <summary>APIs as the clients of both versions of API Gateway see them: one name in their signatures, and two ways to ask.</summary>
public sealed class ApiTests : IDisposable
{
    private readonly SandboxAccount _account = SandboxAccount.Create();
    private readonly Wiretap _wire;
    private readonly AmazonAPIGatewayClient _rest;
    private readonly AmazonApiGatewayV2Client _http;

    public ApiTests()
    {
        _wire = new Wiretap(_account);
        var credentials = new BasicAWSCredentials(PrincipalStore.OwnerKeyId, PrincipalStore.OwnerSecret);
        _rest = new AmazonAPIGatewayClient(credentials, new AmazonAPIGatewayConfig { RegionEndpoint = Amazon.RegionEndpoint.USEast1, HttpClientFactory = _wire, MaxErrorRetry = 0 });
        _http = new AmazonApiGatewayV2Client(credentials, new AmazonApiGatewayV2Config { RegionEndpoint = Amazon.RegionEndpoint.USEast1, HttpClientFactory = _wire, MaxErrorRetry = 0 });
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _rest.Dispose();
        _http.Dispose();
        _wire.Dispose();
    }

    [Fact]
    public async Task REST_APIs_come_in_pages_with_their_policies_as_they_stand_in_a_text()
    {
        var ids = Enumerable.Range(0, 3).Select(_ => Examples.PrivateApi(_account, Examples.Invoke("{}"))).Order(StringComparer.Ordinal).ToArray();
        List<Amazon.APIGateway.Model.RestApi> listed = [];
        for (string? position = "", next; position is not null; position = next)
        {
            var page = await _rest.GetRestApisAsync(new() { Limit = 2, Position = position.Length == 0 ? null : position }, Token);
            listed.AddRange(page.Items);
            next = page.Position;
        }

        Assert.Equal(ids, listed.Select(api => api.Id));
        Assert.StartsWith("""{\"Version\":\"2012-10-17\",""", listed[0].Policy, StringComparison.Ordinal);
        await Assert.ThrowsAsync<Amazon.APIGateway.Model.BadRequestException>(() => _rest.GetRestApisAsync(new() { Position = "elsewhere" }, Token));
        await _rest.UpdateRestApiAsync(new() { RestApiId = ids[0], PatchOperations = [new() { Op = Amazon.APIGateway.Op.Replace, Path = "/policy", Value = "" }] }, Token);
        Assert.Null((await _rest.GetRestApiAsync(new() { RestApiId = ids[0] }, Token)).Policy);
    }

    [Fact]
    public async Task A_stage_of_a_REST_API_is_changed_path_by_path_or_not_at_all()
    {
        var api = Examples.RestStage(_account);
        Task<Amazon.APIGateway.Model.UpdateStageResponse> PatchAsync(params (string Path, string Value)[] patches) => _rest.UpdateStageAsync(new()
        {
            RestApiId = api, StageName = "prod", PatchOperations = [.. patches.Select(one => new Amazon.APIGateway.Model.PatchOperation { Op = Amazon.APIGateway.Op.Replace, Path = one.Path, Value = one.Value })],
        }, Token);
        await PatchAsync(("/accessLogSettings/destinationArn", "arn:aws:logs:us-east-1:123456789012:log-group:access:*"), ("/~1orders/GET/logging/loglevel", "INFO"));
        var stage = Assert.Single((await _rest.GetStagesAsync(new() { RestApiId = api }, Token)).Item);
        Assert.Equal(("arn:aws:logs:us-east-1:123456789012:log-group:access", "INFO"), (stage.AccessLogSettings.DestinationArn, stage.MethodSettings["/orders/GET"].LoggingLevel));
        Assert.Equal($"PATCH https://apigateway.us-east-1.amazonaws.com/restapis/{api}/stages/prod", $"{_wire.Sent[^2].Method} {_wire.Sent[^2].Uri}");

        await Assert.ThrowsAsync<Amazon.APIGateway.Model.BadRequestException>(() => PatchAsync(("/description", "new"), ("/no/such/path", "x")));
        Assert.Null((await _rest.GetStageAsync(new() { RestApiId = api, StageName = "prod" }, Token)).Description);
        await Assert.ThrowsAsync<Amazon.APIGateway.Model.NotFoundException>(() => _rest.GetStageAsync(new() { RestApiId = api, StageName = "test" }, Token));
        await Assert.ThrowsAsync<Amazon.APIGateway.Model.NotFoundException>(() => _rest.GetStagesAsync(new() { RestApiId = "0000000000" }, Token));
        var deployment = (await _rest.CreateDeploymentAsync(new() { RestApiId = api }, Token)).Id;
        await Assert.ThrowsAsync<Amazon.APIGateway.Model.ConflictException>(() => _rest.CreateStageAsync(new() { RestApiId = api, StageName = "prod", DeploymentId = deployment }, Token));
        await Assert.ThrowsAsync<Amazon.APIGateway.Model.BadRequestException>(() => _rest.CreateStageAsync(new() { RestApiId = api, StageName = "test", DeploymentId = "none" }, Token));
    }

    [Fact]
    public async Task HTTP_APIs_and_their_stages_are_asked_for_in_the_second_way()
    {
        var api = Examples.HttpStage(_account, new { });
        Examples.RestStage(_account);
        Assert.Equal(api, Assert.Single((await _http.GetApisAsync(new() { MaxResults = "1" }, Token)).Items).ApiId);
        Assert.Equal("https://apigateway.us-east-1.amazonaws.com/v2/apis?maxResults=1", _wire.Sent[^1].Uri);
        await _http.UpdateStageAsync(new() { ApiId = api, StageName = "prod", AccessLogSettings = new() { DestinationArn = "arn:aws:logs:us-east-1:123456789012:log-group:access", Format = "$context.requestId" } }, Token);
        Assert.Equal("$context.requestId", Assert.Single((await _http.GetStagesAsync(new() { ApiId = api }, Token)).Items).AccessLogSettings.Format);
        var route = await _http.CreateRouteAsync(new() { ApiId = api, RouteKey = "GET /orders" }, Token);
        await _http.UpdateRouteAsync(new() { ApiId = api, RouteId = route.RouteId, AuthorizationType = Amazon.ApiGatewayV2.AuthorizationType.AWS_IAM }, Token);
        Assert.Equal("AWS_IAM", Assert.Single((await _http.GetRoutesAsync(new() { ApiId = api }, Token)).Items).AuthorizationType.Value);
        var gone = await Assert.ThrowsAsync<Amazon.ApiGatewayV2.Model.NotFoundException>(() => _http.GetStageAsync(new() { ApiId = api, StageName = "test" }, Token));
        Assert.Equal("Stage", gone.ResourceType);
        await Assert.ThrowsAsync<Amazon.ApiGatewayV2.Model.ConflictException>(() => _http.CreateRouteAsync(new() { ApiId = api, RouteKey = "GET /orders" }, Token));
        var socket = await _http.CreateApiAsync(new() { Name = "chat", ProtocolType = ProtocolType.WEBSOCKET, RouteSelectionExpression = "$request.body.action" }, Token);
        await Assert.ThrowsAsync<Amazon.ApiGatewayV2.Model.BadRequestException>(
            () => _http.CreateRouteAsync(new() { ApiId = socket.ApiId, RouteKey = "send", AuthorizationType = Amazon.ApiGatewayV2.AuthorizationType.AWS_IAM }, Token));
    }

    [Fact]
    public void Whoever_may_read_one_API_reads_that_one_and_changes_none()
    {
        var api = Examples.RestStage(_account);
        var other = Examples.HttpStage(_account, new { });
        var bench = new IdentityBench(_account);
        var key = bench.User("reader", Allow("apigateway:GET", $"arn:aws:apigateway:us-east-1::/restapis/{api}/*"));
        bench.As(key, "apigateway", "GetStages", new { restApiId = api });
        foreach (var (service, operation, parameters, what) in new (string, string, object, string)[]
        {
            ("apigateway", "GetRestApis", new { }, "apigateway:GET on resource: arn:aws:apigateway:us-east-1::/restapis because"),
            ("apigateway", "UpdateStage", new { restApiId = api, stageName = "prod" }, $"apigateway:PATCH on resource: arn:aws:apigateway:us-east-1::/restapis/{api}/stages/prod because"),
            ("apigatewayv2", "GetStages", new { ApiId = other }, $"apigateway:GET on resource: arn:aws:apigateway:us-east-1::/apis/{other}/stages because"),
            ("cloudfront", "GetDistribution", new { Id = "E1" }, "cloudfront:GetDistribution on resource: arn:aws:cloudfront::123456789012:distribution/E1 because"),
        })
        {
            Assert.Contains(what, bench.Refused(key, service, operation, parameters).Message, StringComparison.Ordinal);
        }

        // Who may change an API may not yet say who may call it.
        var editor = bench.User("editor", Allow("apigateway:PATCH", "*"));
        object Patch(string path) => new { restApiId = api, patchOperations = new[] { new { op = "replace", path, value = "" } } };
        bench.As(editor, "apigateway", "UpdateRestApi", Patch("/name"));
        Assert.Contains("apigateway:UpdateRestApiPolicy", bench.Refused(editor, "apigateway", "UpdateRestApi", Patch("/policy")).Message, StringComparison.Ordinal);
    }

    private static string Allow(string action, string resource) => $$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"{{action}}","Resource":"{{resource}}"} }""";

    [Fact]
    public void Both_sides_know_each_operation_by_the_same_action()
    {
        foreach (var service in new[] { "apigateway", "apigatewayv2", "cloudfront" })
        {
            Assert.All(ServiceModel.Embedded(service)!.Operations.Keys, operation => Assert.Equal(IamAction.Of(service, operation), IamActions.Of(service, operation)));
        }

        Assert.Equal("apigateway:PATCH", IamActions.Of("apigatewayv2", "UpdateStage"));
    }
}
