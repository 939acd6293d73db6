using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Hosting;
using AwsHardening.UnitTests.SandboxTests.AwsCli;
using AwsHardening.UnitTests.SandboxTests.Identity;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Settings;

/// <summary>Domains of OpenSearch Service, as far as an audit looks at them.</summary>
public class SearchDomainTests
{
    private const string Policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"es:*","Resource":"*"}]}""";

    [Fact]
    public void A_domain_tells_its_policy_its_network_and_what_it_was_not_told()
    {
        var bench = new IdentityBench();
        string Refused(string operation, object parameters) => Assert.Throws<AwsErrorException>(() => bench.Call("opensearch", operation, parameters)).Code;
        var subnet = (string)bench.Call("ec2", "CreateSubnet", new
        {
            VpcId = (string)bench.Call("ec2", "CreateVpc", new { CidrBlock = "10.9.0.0/16" })["Vpc"]!["VpcId"]!, CidrBlock = "10.9.0.0/24",
        })["Subnet"]!["SubnetId"]!;
        bench.Call("opensearch", "CreateDomain", new { DomainName = "open", AccessPolicies = Policy });
        bench.Call("opensearch", "CreateDomain", new { DomainName = "inside", VPCOptions = new { SubnetIds = new[] { subnet } }, NodeToNodeEncryptionOptions = new { Enabled = true } });

        JsonNode Status(string name) => bench.Call("opensearch", "DescribeDomain", new { DomainName = name })["DomainStatus"]!;
        Assert.Equal((Policy, null, false), ((string?)Status("open")["AccessPolicies"], Status("open")["VPCOptions"], (bool)Status("open")["NodeToNodeEncryptionOptions"]!["Enabled"]!));
        Assert.Equal(("", true), ((string?)Status("inside")["AccessPolicies"], (bool)Status("inside")["NodeToNodeEncryptionOptions"]!["Enabled"]!));
        Assert.StartsWith("vpc-", (string?)Status("inside")["VPCOptions"]!["VPCId"], StringComparison.Ordinal);
        Assert.Null(Status("inside")["Endpoint"]);
        Assert.Equal(["inside", "open"], bench.Call("opensearch", "ListDomainNames")["DomainNames"]!.AsArray().Select(one => (string)one!["DomainName"]!));

        Assert.Equal("ResourceAlreadyExistsException", Refused("CreateDomain", new { DomainName = "open" }));
        Assert.Equal("ResourceNotFoundException", Refused("DescribeDomain", new { DomainName = "none" }));
        Assert.Equal("ValidationException", Refused("CreateDomain", new { DomainName = "Big" }));
        Assert.Equal("ValidationException", Refused("CreateDomain", new { DomainName = "lost", VPCOptions = new { SubnetIds = new[] { "subnet-0" } } }));
        Assert.Equal("InvalidTypeException", Refused("CreateDomain", new { DomainName = "odd", AccessPolicies = "{}" }));
    }

    [Fact]
    public async Task The_CLI_reads_a_domain_that_its_user_may_read_and_no_policy_of_the_domain_lets_it_read_another()
    {
        Assert.SkipWhen(Tools.Aws is null, "The aws CLI is not on this machine.");
        var bench = new IdentityBench(SandboxAccount.Create(new SandboxOptions { TimeProvider = TimeProvider.System }));
        var key = bench.User("auditor", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"es:ListDomainNames","Resource":"*"},{"Effect":"Allow","Action":"es:DescribeDomain","Resource":"*:domain/mine"}]}""");
        bench.Call("opensearch", "CreateDomain", new { DomainName = "mine", AccessPolicies = Policy });
        bench.Call("opensearch", "CreateDomain", new { DomainName = "other", AccessPolicies = Policy });
        await using var server = SandboxServer.Start(bench.Account);
        var aws = new AwsCommand(server.Endpoint, key, bench.Secret(key));
        var token = TestContext.Current.CancellationToken;

        var answers = await Task.WhenAll(
            aws.RunAsync(token, "opensearch", "list-domain-names"), aws.RunAsync(token, "opensearch", "describe-domain", "--domain-name", "mine"),
            aws.RunAsync(token, "opensearch", "describe-domain", "--domain-name", "other"));

        Assert.Equal("mine", (string?)answers[0].Output!["DomainNames"]![0]!["DomainName"]);
        Assert.Equal(Policy, (string?)answers[1].Output!["DomainStatus"]!["AccessPolicies"]);
        Assert.Equal("AccessDeniedException", answers[2].Error);
    }
}
