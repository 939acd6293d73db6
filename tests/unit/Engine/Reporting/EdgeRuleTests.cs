using AwsHardening.Core.Account;
using AwsHardening.Core.Reading;
using AwsHardening.Core.Reporting;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Faults;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Reporting;

/// <summary>What the rules on distributions and APIs make of the ways that these are set up.</summary>
public sealed class EdgeRuleTests
{
    private const string Elsewhere = """{"Effect":"Deny","Principal":"*","Action":"execute-api:Invoke","Resource":"execute-api:/*","Condition":{"StringNotEquals":{"aws:SourceVpce":"VPCE"}}}""";

    private readonly SandboxAccount _account = SandboxAccount.Create();

    [Fact]
    public async Task A_distribution_that_logs_by_a_delivery_alone_is_not_called_silent_from_whatever_Region_it_is_asked()
    {
        var account = SandboxAccount.Create(new SandboxOptions { Region = "eu-west-1" });
        var (logged, silent) = (Examples.Distribution(account), Examples.Distribution(account, reference: "silent"));
        Examples.Deliver(account, logged);
        var found = await AuditScene.AuditAsync(account, new AuditOptions { Region = ["eu-west-1"], Rule = ["cloudfront-access-logs"] });
        Assert.Equal([(logged, FindingStatus.Pass), (silent, FindingStatus.Fail)], found.Select(one => (one.ResourceArn!, one.Status)));
        Assert.All(found, one => Assert.Equal(("global", "AWS::CloudFront::Distribution"), (one.Region, one.ResourceType)));
        // The same deliveries, not told, leave open what the distribution itself does not say.
        account.Faults.Add(new FaultRule(FaultKind.AccessDenied, "logs", "DescribeDeliverySources"));
        Assert.Equal(FindingStatus.Unknown, Assert.Single(await AuditScene.AuditAsync(account, new AuditOptions { Region = ["eu-west-1"], Rule = ["cloudfront-access-logs"] })).Status);
    }

    [Fact]
    public async Task A_source_that_nothing_is_delivered_from_is_no_log()
    {
        var arn = Examples.Distribution(_account);
        _account.Call("logs", "PutDeliverySource", new { name = "example", resourceArn = arn, logType = "ACCESS_LOGS" });
        Assert.Equal(FindingStatus.Fail, Assert.Single(await AuditAsync("cloudfront-access-logs")).Status);
    }

    [Fact]
    public async Task Every_page_is_read_of_what_comes_in_pages()
    {
        var last = Enumerable.Range(0, 101).Select(i => Examples.Distribution(_account, reference: $"{i}")).ToArray()[^1];
        Assert.Contains(await AuditAsync("cloudfront-https"), one => one.ResourceArn == last);
        var api = Examples.HttpStage(_account, new { });
        for (var i = 0; i < 30; i++)
        {
            _account.Call("apigatewayv2", "CreateRoute", new { ApiId = api, RouteKey = $"GET /{i}" });
        }

        Assert.Equal(30, (await AuditAsync("apigatewayv2-authorization")).Count);
    }

    [Fact]
    public async Task A_configuration_that_is_refused_leaves_its_own_distribution_open()
    {
        Examples.Distribution(_account);
        Examples.Distribution(_account, reference: "other");
        _account.Faults.Add(new FaultRule(FaultKind.AccessDenied, "cloudfront", "GetDistributionConfig") { When = FaultOccurrence.Nth(1) });
        Assert.Equal([FindingStatus.Fail, FindingStatus.Unknown], (await AuditAsync("cloudfront-https")).Select(one => one.Status).Order());
    }

    [Fact]
    public async Task Where_there_is_no_CloudFront_nobody_asks_for_distributions()
    {
        using var rehearsal = new Rehearsal(_account);
        var view = new AccountView(AwsSession.Of(rehearsal.Session).In("us-gov-west-1"), TestContext.Current.CancellationToken);
        Assert.Empty(await EdgeReading.DistributionsAsync(view, _account.AccountId, TestContext.Current.CancellationToken));
        Assert.Empty(await EdgeReading.DeliveriesAsync(view, _account.AccountId, TestContext.Current.CancellationToken));
        Assert.DoesNotContain(_account.Calls, call => call.Service is "cloudfront" or "logs");
    }

    [Fact]
    public async Task A_stage_is_called_by_its_API_and_its_name()
    {
        var (rest, http) = (Examples.RestStage(_account), Examples.HttpStage(_account, new { }));
        var stage = Assert.Single(await AuditAsync("apigateway-rest-access-logs"));
        Assert.Equal(($"{rest}/prod", $"arn:aws:apigateway:us-east-1::/restapis/{rest}/stages/prod", "AWS::ApiGateway::Stage"), (stage.ResourceId, stage.ResourceArn, stage.ResourceType));
        stage = Assert.Single(await AuditAsync("apigatewayv2-access-logs"));
        Assert.Equal(($"{http}/prod", $"arn:aws:apigateway:us-east-1::/apis/{http}/stages/prod", "AWS::ApiGatewayV2::Stage"), (stage.ResourceId, stage.ResourceArn, stage.ResourceType));
    }

    [Theory]
    [InlineData("PRIVATE", "vpce-0a1b2c3d", FindingStatus.Pass)]
    [InlineData("PRIVATE", "vpce-*", FindingStatus.Fail)]
    [InlineData("REGIONAL", "vpce-*", null)]
    public async Task What_a_private_API_denies_to_whoever_comes_from_elsewhere_closes_it(string type, string endpoint, FindingStatus? status)
    {
        Examples.PrivateApi(_account, Examples.Invoke("{}", Elsewhere.Replace("VPCE", endpoint, StringComparison.Ordinal).Replace("NotEquals", endpoint.EndsWith('*') ? "NotLike" : "NotEquals", StringComparison.Ordinal)), type);
        Assert.Equal(status, (await AuditAsync("apigateway-rest-policy-public")).SingleOrDefault()?.Status);
    }

    [Fact]
    public async Task A_private_API_without_a_policy_is_open_to_nobody()
    {
        _account.Call("apigateway", "CreateRestApi", new { name = "example", endpointConfiguration = new { types = new[] { "PRIVATE" } } });
        Assert.Equal(FindingStatus.Pass, Assert.Single(await AuditAsync("apigateway-rest-policy-public")).Status);
    }

    [Fact]
    public async Task Routes_that_cannot_ask_who_calls_are_not_judged()
    {
        var (socket, http) = (Examples.HttpStage(_account, new { }, socket: true), Examples.HttpStage(_account, new { }));
        foreach (var (api, key) in new[] { (socket, "$connect"), (socket, "send"), (http, "OPTIONS /orders"), (http, "$default") })
        {
            _account.Call("apigatewayv2", "CreateRoute", new { ApiId = api, RouteKey = key });
        }

        var found = await AuditAsync("apigatewayv2-authorization");
        Assert.Equal(["$connect", "$default"], found.Select(one => one.Evidence.Single(evidence => evidence.Path == "RouteKey").Value).Order(StringComparer.Ordinal));
        Assert.All(found, one => Assert.Equal(FindingStatus.Fail, one.Status));
    }

    [Theory]
    [InlineData("/*/*/logging/loglevel", "ERROR", null, FindingStatus.Pass)]
    [InlineData("/*/*/logging/loglevel", "ERROR", "OFF", FindingStatus.Fail)]
    [InlineData("/*/*/metrics/enabled", "true", null, FindingStatus.Fail)]
    [InlineData("/*/*/metrics/enabled", "true", "INFO", FindingStatus.Fail)]
    public async Task A_stage_logs_what_becomes_of_requests_where_each_of_its_methods_does(string path, string value, string? own, FindingStatus status)
    {
        Examples.RestStage(_account, own is null ? [(path, value)] : [(path, value), ("/~1orders/GET/logging/loglevel", own)]);
        Assert.Equal(status, Assert.Single(await AuditAsync("apigateway-rest-execution-logs")).Status);
    }

    [Fact]
    public async Task An_older_certificate_policy_of_CloudFronts_own_is_nobodys_to_choose()
    {
        Examples.Distribution(_account);
        Assert.Empty(await AuditAsync("cloudfront-tls-policy"));
        Assert.Empty(await AuditAsync("cloudfront-origin-tls"));
    }

    [Fact]
    public async Task What_proves_to_an_origin_who_asks_is_in_no_finding()
    {
        var site = new
        {
            Id = "site", DomainName = "origin.example.com", CustomHeaders = new { Quantity = 1, Items = new[] { new { HeaderName = "x-proof", HeaderValue = "hush-hush" } } },
            CustomOriginConfig = new { HTTPPort = 80, HTTPSPort = 443, OriginProtocolPolicy = "http-only" },
        };
        Examples.Distribution(_account, new { Origins = new { Quantity = 1, Items = new[] { site } } });
        var found = Assert.Single(await AuditAsync("cloudfront-origin-https"));
        Assert.Contains("x-proof", found.Configuration, StringComparison.Ordinal);
        Assert.DoesNotContain("hush-hush", found.Configuration, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_distribution_that_was_led_to_HTTPS_is_led_back_from_whatever_state_it_is_in_and_not_over_what_changed_meanwhile()
    {
        Examples.Distribution(_account, new { CacheBehaviors = new { Quantity = 1, Items = new[] { new { PathPattern = "/old/*", TargetOriginId = "site", ViewerProtocolPolicy = "allow-all" } } } });
        using var bench = new RepairBench(_account);
        var finding = Assert.Single(await bench.AuditAsync("cloudfront-https"));
        Assert.Equal(2, finding.Evidence.Count);
        var changes = await bench.RepairAsync([finding], new TestHost { Continues = true });
        Assert.Equal(FindingStatus.Pass, Assert.Single(await bench.AuditAsync("cloudfront-https")).Status);
        var sent = _account.Calls.Last(call => call.Operation == "UpdateDistribution").Parameters;

        // Somebody sends the same again: the configuration is as it was left, the state is another.
        Rewrite(finding.ResourceId, _ => { });
        Assert.Equal(HardeningChangeStatus.Applied, Assert.Single(await bench.UndoAsync(changes, new TestHost())).Status);
        Assert.Equal(FindingStatus.Fail, Assert.Single(await bench.AuditAsync("cloudfront-https")).Status);
        Assert.NotEqual((string?)sent["IfMatch"], (string?)_account.Calls.Last(call => call.Operation == "UpdateDistribution").Parameters["IfMatch"]);

        // Somebody changes another member: it is not overwritten.
        changes = await bench.RepairAsync([finding], new TestHost { Continues = true });
        Rewrite(finding.ResourceId, config => config["Comment"] = "moved");
        var host = new TestHost();
        Assert.Empty(await bench.UndoAsync(changes, host));
        Assert.Contains("Comment", Assert.Single(host.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_distribution_with_headers_of_its_own_is_left_so_that_no_journal_holds_them()
    {
        var site = new { Id = "site", DomainName = "example.s3.amazonaws.com", S3OriginConfig = new { OriginAccessIdentity = "" }, CustomHeaders = new { Quantity = 1, Items = new[] { new { HeaderName = "x-proof", HeaderValue = "hush-hush" } } } };
        Examples.Distribution(_account, new { Origins = new { Quantity = 1, Items = new[] { site } } });
        using var bench = new RepairBench(_account);
        var host = new TestHost { Continues = true };
        Assert.Empty(await bench.RepairAsync(await bench.AuditAsync("cloudfront-https"), host));
        Assert.Equal("FindingNotRepairable", Assert.Single(host.Errors).Id);
        Assert.DoesNotContain(_account.Calls, call => call.Operation == "UpdateDistribution");
    }

    private void Rewrite(string id, Action<System.Text.Json.Nodes.JsonObject> change)
    {
        var seen = _account.Call("cloudfront", "GetDistributionConfig", new { Id = id });
        var config = (System.Text.Json.Nodes.JsonObject)seen["DistributionConfig"]!.DeepClone();
        change(config);
        _account.Invoke("cloudfront", "UpdateDistribution", new() { ["Id"] = id, ["IfMatch"] = seen["ETag"]!.DeepClone(), ["DistributionConfig"] = config });
    }

    private Task<IReadOnlyList<HardeningFinding>> AuditAsync(string rule) =>
        AuditScene.AuditAsync(_account, new AuditOptions { Region = [_account.Region], Rule = [rule] });
}
