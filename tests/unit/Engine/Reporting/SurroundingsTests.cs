using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AwsHardening.Core.Reporting;
using AwsHardening.Core.Reading;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.SandboxTests;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Reporting;

/// <summary>What a finding keeps of its resource, and the ways that it says are open.</summary>
public sealed class SurroundingsTests
{
    [Fact]
    public async Task A_finding_says_who_gets_through_and_keeps_the_resource_as_it_was_read()
    {
        var found = await AuditScene.AuditAsync(SandboxAccount.FromTemplate("Fnd203"));
        var group = found.First(one => one is { RuleId: "ec2-security-group-admin-ports", Status: FindingStatus.Fail } && one.Configuration!.Contains("WebApp Web Server", StringComparison.Ordinal));
        Assert.Equal(2, group.Opens.Select(way => way.To).Where(to => to.StartsWith("i-", StringComparison.Ordinal)).Distinct().Count());
        Assert.Equal(["tcp 22", "tcp 3389"], group.Opens.Select(way => way.Ports).Distinct().Order());
        Assert.All(group.Opens, way => Assert.Equal(("10.1.0.0/16", group.ResourceId), (way.From, way.Through)));
        // The group with its rules, so that the evidence can be found in it.
        var rules = JsonNode.Parse(group.Configuration!)!["SecurityGroupRules"]!.AsArray().Select(rule => (string)rule!["SecurityGroupRuleId"]!);
        Assert.Subset(rules.ToHashSet(), group.Evidence.Select(one => one.Path).ToHashSet());

        var site = found.First(one => one is { RuleId: "ec2-instance-public-address", Status: FindingStatus.Fail, Opens.Count: > 0 });
        Assert.Contains(site.Opens, way => way is { From: "0.0.0.0/0", Ports: "tcp 80" } && way.To == site.ResourceId && way.Through!.StartsWith("sg-", StringComparison.Ordinal));
        Assert.Equal(site.ResourceId, (string?)JsonNode.Parse(site.Configuration!)!["InstanceId"]);
        // What is allowed and no finding is in the picture too.
        Assert.Contains(found, one => one is { RuleId: "ec2-internet-reachable", Status: FindingStatus.Pass } && one.Opens.Any(way => way.To.Contains(":loadbalancer/", StringComparison.Ordinal)));
        Assert.All(found.Where(one => one.RuleId == "ec2-internet-reachable" && one.ResourceId.StartsWith("i-", StringComparison.Ordinal)), one => Assert.Contains("MetadataOptions", one.Configuration, StringComparison.Ordinal));
        Assert.All(found.Where(one => one.ResourceType == "AWS::EC2::VPC"), one => Assert.Empty(one.Opens));
        Assert.Null(found.First(one => one.RuleId == "guardduty-enabled").Configuration);
    }

    [Fact]
    public async Task Where_nobody_read_who_has_a_group_the_way_ends_there()
    {
        var found = await AuditScene.AuditAsync(
            SandboxAccount.FromTemplate("Fnd203"), new AuditOptions { Region = ["us-east-1"], Rule = ["ec2-security-group-admin-ports"] });
        Assert.All(found.SelectMany(one => one.Opens.Select(way => (one.ResourceId, way))), one => Assert.Equal((one.ResourceId, null), (one.way.To, one.way.Through)));
        Assert.Contains(found, one => one.Opens.Count > 0);
    }

    [Theory]
    [InlineData("tcp", 22, 22, "tcp", "22", true)]
    [InlineData("tcp", 20, 30, "tcp", "25-99", true)]
    [InlineData("tcp", 20, 30, "tcp", "31-99", false)]
    [InlineData("tcp", 20, 30, "udp", "22", false)]
    [InlineData("-1", -1, -1, "udp", "53", true)]
    [InlineData("tcp", 20, 30, "all", "all", true)]
    public void A_rule_lets_ports_in_where_it_meets_them(string protocol, int from, int to, string wanted, string ports, bool meets)
    {
        var json = JsonSerializer.SerializeToElement(new { IpProtocol = protocol, FromPort = from, ToPort = to });
        Assert.Equal(meets, PortText.Meet(new AuditResource(json, new Dictionary<string, UnreadFactException>()), wanted, ports));
    }

    [Fact]
    public void Nothing_that_is_read_can_hold_a_secret_that_is_kept()
    {
        // Words that secrets are called by, and members that are called so and are none.
        var secret = new Regex("secret|password|userdata|user_data|privatekey|token|environment|headervalue|variables", RegexOptions.IgnoreCase);
        string[] harmless = ["NextToken", "nextToken", "ClientToken", "HttpTokens", "ContinuationToken", "NextContinuationToken", "TokenEndpoint", "UseExistingClientSecret", "PasswordLastUsed", "PasswordPolicy",
            "PasswordReusePrevention", "AllowUsersToChangePassword", "ExpirePasswords", "MaxPasswordAge", "MinimumPasswordLength",
            // The ARN and state of a secret in Secrets Manager, and a name that makes a call safe to repeat.
            "AuthSecretArn", "MasterUserSecret", "SecretArn", "SecretStatus", "CreationToken", "bearerTokenAuthenticationEnabled",
            // What Secrets Manager tells of secrets, and sizes of what functions run in.
            "ExternalSecretRotationRoleArn", "SecretList", "SecretVersionsToStages", "ExecutionEnvironmentMemoryGiBPerVCpu", "PerExecutionEnvironmentMaxConcurrency",
            // Names of DNS records, where Secrets Manager keeps a password and with which key, and whether a domain knows users of its own.
            "Tokens", "MasterPasswordSecretArn", "InternalUserDatabaseEnabled", "MasterPasswordSecretKmsKeyId"];
        // What a list that is read in its own way keeps as it was answered.
        (string Service, string operation)[] read = [("cloudfront", "ListDistributions"), ("logs", "DescribeDeliveries"), ("apigateway", "GetStages"), ("apigatewayv2", "GetStages"), ("apigatewayv2", "GetRoutes")];
        var names = FactTypes.All.Where(type => type.Read is null || type.Parts.Count > 0)
            .SelectMany(type => type.Parts.Select(part => part.Operation).Concat(type.Read is null ? [type.Operation] : []).Select(operation => (type.Service, operation))).Concat(read).Distinct()
            .SelectMany(one => Members(one.Service, one.operation)).Distinct(StringComparer.Ordinal).ToArray();
        Assert.True(names.Length > 300);
        Assert.Contains("ClientSecret", names);
        Assert.Empty(names.Where(name => secret.IsMatch(name)).Except(harmless).Except(SecretMembers.Names, StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public void A_secret_is_not_kept_and_all_else_is()
    {
        var json = JsonSerializer.SerializeToElement(new { Listeners = new[] { new { DefaultActions = new[] { new { AuthenticateOidcConfig = new { ClientId = "me", ClientSecret = "hush" } } } } } });
        Assert.Equal(
            """{"Listeners":[{"DefaultActions":[{"AuthenticateOidcConfig":{"ClientId":"me","ClientSecret":"(not kept)"}}]}]}""",
            new AuditResource(json, new Dictionary<string, UnreadFactException>()).ToString());
    }

    private static HashSet<string> Members(string service, string operation)
    {
        var model = s_models.GetOrAdd(service, name => JsonNode.Parse(File.ReadAllText(RepositoryFiles.Combine("eng", "models", $"{name}.json")))!);
        HashSet<string> names = [], seen = [];
        void Walk(string? shape)
        {
            if (shape is null || !seen.Add(shape))
            {
                return;
            }

            var said = model["shapes"]![shape]!;
            foreach (var (name, member) in said["members"]?.AsObject() ?? [])
            {
                names.Add(name);
                Walk((string?)member!["shape"]);
            }

            Walk((string?)said["member"]?["shape"]);
            Walk((string?)said["value"]?["shape"]);
        }

        Walk((string?)model["operations"]![operation]!["output"]?["shape"]);
        return names;
    }

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, JsonNode> s_models = new();
}
