using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox;

namespace AwsHardening.UnitTests.Engine.Reporting;

/// <content>Distributions and APIs.</content>
internal static partial class Examples
{
    private const string ToLog = "arn:aws:logs:us-east-1:123456789012:log-group:access";

    private static IReadOnlyDictionary<string, (Action<SandboxAccount>, Action<SandboxAccount>)> Edges() =>
        new Dictionary<string, (Action<SandboxAccount>, Action<SandboxAccount>)>(StringComparer.Ordinal)
        {
            ["cloudfront-access-logs"] = (a => Distribution(a), a => Distribution(a, new { Logging = new { Enabled = true, IncludeCookies = false, Bucket = "example-logs.s3.amazonaws.com", Prefix = "" } })),
            ["cloudfront-https"] = (a => Distribution(a), a => Distribution(a, new { DefaultCacheBehavior = Behavior("redirect-to-https") })),
            ["cloudfront-tls-policy"] = (a => Distribution(a, new { ViewerCertificate = Certificate("TLSv1.1_2016") }), a => Distribution(a, new { ViewerCertificate = Certificate("TLSv1.2_2021") })),
            ["cloudfront-default-root-object"] = (a => Distribution(a), a => Distribution(a, new { DefaultRootObject = "index.html" })),
            ["cloudfront-origin-tls"] = (a => Distribution(a, Custom("https-only", "SSLv3", "TLSv1.2")), a => Distribution(a, Custom("https-only", "TLSv1.2"))),
            ["cloudfront-origin-https"] = (a => Distribution(a, Custom("match-viewer", "TLSv1.2")), a => Distribution(a, Custom("https-only", "TLSv1.2"))),
            ["cloudfront-origin-access"] = (a => Distribution(a), a => Distribution(a, new { Origins = Many(Bucket("E2EXAMPLE")) })),
            ["apigateway-rest-access-logs"] = (a => RestStage(a), a => RestStage(a, ("/accessLogSettings/destinationArn", ToLog), ("/accessLogSettings/format", "$context.requestId"))),
            ["apigateway-rest-execution-logs"] = (a => RestStage(a, ("/~1orders/GET/logging/loglevel", "INFO")), a => RestStage(a, ("/*/*/logging/loglevel", "ERROR"))),
            ["apigateway-rest-policy-public"] = (a => PrivateApi(a, Invoke("{}")), a => PrivateApi(a, Invoke("""{"StringEquals":{"aws:SourceVpce":"vpce-0a1b2c3d"}}"""))),
            ["apigateway-domain-tls"] = (a => Domain(a, "TLS_1_0"), a => Domain(a, "TLS_1_2")),
            ["apigatewayv2-access-logs"] = (a => HttpStage(a, new { }), a => HttpStage(a, new { AccessLogSettings = new { DestinationArn = ToLog, Format = "$context.requestId" } })),
            ["apigatewayv2-execution-logs"] = (
                a => HttpStage(a, new { }, socket: true), a => HttpStage(a, new { DefaultRouteSettings = new { LoggingLevel = "ERROR" } }, socket: true)),
            ["apigatewayv2-authorization"] = (a => HttpRoute(a, "NONE"), a => HttpRoute(a, "AWS_IAM")),
        };

    internal static string Distribution(SandboxAccount account, object? settings = null, string reference = "example")
    {
        var config = Node(new { CallerReference = reference, Comment = "", Enabled = true, Origins = Many(Bucket("")), DefaultCacheBehavior = Behavior("allow-all") });
        foreach (var (name, value) in settings is null ? [] : Node(settings))
        {
            config[name] = value?.DeepClone();
        }

        return (string)account.Invoke("cloudfront", "CreateDistribution", new() { ["DistributionConfig"] = config })["Distribution"]!["ARN"]!;
    }

    /// <summary>What logs a distribution by CloudWatch's deliveries.</summary>
    internal static void Deliver(SandboxAccount account, string distribution)
    {
        // CloudFront has them all in one Region.
        JsonObject Logs(string operation, object parameters) => account.Invoke("logs", operation, Node(parameters), "us-east-1");
        Logs("PutDeliverySource", new { name = "example", resourceArn = distribution, logType = "ACCESS_LOGS" });
        var to = Logs("PutDeliveryDestination", new { name = "example", deliveryDestinationConfiguration = new { destinationResourceArn = "arn:aws:s3:::example-logs" } })["deliveryDestination"]!["arn"]!;
        Logs("CreateDelivery", new { deliverySourceName = "example", deliveryDestinationArn = (string)to! });
    }

    internal static string PrivateApi(SandboxAccount account, string policy, string type = "PRIVATE") =>
        (string)account.Call("apigateway", "CreateRestApi", new { name = "example", endpointConfiguration = new { types = new[] { type } }, policy })["id"]!;

    /// <summary>A policy of an API that lets everybody call it under a condition, with statements beside that.</summary>
    internal static string Invoke(string condition, params string[] others) =>
        $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', others.Prepend($$"""{"Effect":"Allow","Principal":"*","Action":"execute-api:Invoke","Resource":"execute-api:/*","Condition":{{condition}}}"""))}}]}""";

    internal static string RestStage(SandboxAccount account, params (string Path, string Value)[] patches)
    {
        var api = (string)account.Call("apigateway", "CreateRestApi", new { name = "example" })["id"]!;
        account.Call("apigateway", "CreateDeployment", new { restApiId = api, stageName = "prod" });
        account.Call("apigateway", "UpdateStage", new { restApiId = api, stageName = "prod", patchOperations = patches.Select(one => new { op = "replace", path = one.Path, value = one.Value }) });
        return api;
    }

    internal static string HttpStage(SandboxAccount account, object settings, bool socket = false)
    {
        var api = (string)account.Call("apigatewayv2", "CreateApi", socket
            ? new { Name = "example", ProtocolType = "WEBSOCKET", RouteSelectionExpression = "$request.body.action" } : (object)new { Name = "example", ProtocolType = "HTTP" })["ApiId"]!;
        var stage = Node(settings);
        (stage["ApiId"], stage["StageName"]) = (api, "prod");
        account.Invoke("apigatewayv2", "CreateStage", stage);
        return api;
    }

    private static void Domain(SandboxAccount account, string policy) => account.Call("apigateway", "CreateDomainName", new
    {
        domainName = "api.example.com", securityPolicy = policy, certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0",
    });

    private static void HttpRoute(SandboxAccount account, string authorization) =>
        account.Call("apigatewayv2", "CreateRoute", new { ApiId = HttpStage(account, new { }), RouteKey = "GET /orders", AuthorizationType = authorization });

    private static object Behavior(string viewers, string origin = "site") => new { TargetOriginId = origin, ViewerProtocolPolicy = viewers };

    private static object Certificate(string policy) => new
    {
        ACMCertificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0", SSLSupportMethod = "sni-only", MinimumProtocolVersion = policy,
    };

    private static object Bucket(string control) => new { Id = "site", DomainName = "example-site.s3.us-east-1.amazonaws.com", OriginAccessControlId = control, S3OriginConfig = new { OriginAccessIdentity = "" } };

    private static object Custom(string policy, params string[] protocols) => new
    {
        Origins = Many(new { Id = "site", DomainName = "origin.example.com", CustomOriginConfig = new { HTTPPort = 80, HTTPSPort = 443, OriginProtocolPolicy = policy, OriginSslProtocols = Many(protocols) } }),
    };

    private static object Many(params object[] items) => new { Quantity = items.Length, Items = items };

    private static JsonObject Node(object value) => (JsonObject)JsonSerializer.SerializeToNode(value)!;
}
