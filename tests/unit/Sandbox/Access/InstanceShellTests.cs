using System.Text.Json.Nodes;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Access;

/// <summary>What the workshop's commands show on an instance.</summary>
public class InstanceShellTests
{
    private const string Services = "Services Server for AZ1";
    private const string Data = "http://169.254.169.254/latest/meta-data/";
    private const string TokenLine =
        "TOKEN=$(curl -s -X PUT http://169.254.169.254/latest/api/token -H \"X-aws-ec2-metadata-token-ttl-seconds: 60\")";

    private readonly AccessBench _bench = new();

    [Theory]
    [InlineData("instance-id")]
    [InlineData("security-groups")]
    [InlineData("iam/security-credentials/")]
    public void Metadata_answers_alike_without_and_with_a_token(string path)
    {
        var plain = _bench.Shell(Services, $"curl {Data}{path}");
        Assert.Equal(plain, _bench.Shell(Services, $"{TokenLine}; curl -H \"X-aws-ec2-metadata-token: $TOKEN\" {Data}{path}"));
        Assert.Equal(plain, path switch
        {
            "instance-id" => _bench.Instance(Services),
            "security-groups" => "Services Server Security Group",
            _ => "SharedServerConnectivityRole",
        });
    }

    [Fact]
    public void A_wrong_token_and_a_path_that_is_not_there_are_refused()
    {
        Assert.Contains("401 - Unauthorized", _bench.Shell(Services, $"curl -H \"X-aws-ec2-metadata-token: no\" {Data}instance-id"), StringComparison.Ordinal);
        Assert.Contains("404 - Not Found", _bench.Shell(Services, $"curl {Data}public-ipv4"), StringComparison.Ordinal);
        Assert.Contains("404 - Not Found", _bench.Shell(Services, $"curl {Data}iam/security-credentials/other"), StringComparison.Ordinal);
    }

    [Fact]
    public void Secrets_can_be_struck_out_before_they_leave_the_instance()
    {
        const string Strike = """sed -E 's/("(SecretAccessKey|Token)" *: *)"[^"]*"/\1"***"/'""";
        var output = JsonNode.Parse(_bench.Shell(Services, $"curl -s {Data}iam/security-credentials/SharedServerConnectivityRole | {Strike}"))!;
        Assert.Equal("***", (string?)output["SecretAccessKey"]);
        Assert.Equal("***", (string?)output["Token"]);
        Assert.StartsWith("ASIA", (string?)output["AccessKeyId"], StringComparison.Ordinal);
    }

    [Fact]
    public void Ping_is_as_true_as_the_network()
    {
        Assert.Contains("100% packet loss", _bench.Shell(Services, "ping -c 1 8.8.8.8"), StringComparison.Ordinal);
        Assert.Contains(" 0% packet loss", _bench.Shell("Web Server for AZ1", "ping -c 1 8.8.8.8"), StringComparison.Ordinal);
        Assert.Contains(" 0% packet loss", _bench.Shell("PoC Web Server for AZ1", "ping -c 1 8.8.8.8"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_shell_strings_together_is_understood()
    {
        Assert.Equal("a b\nc\n", _bench.Shell(Services, "X='a b'; echo \"$X\" && echo c"));
        Assert.Equal("[x]\n", _bench.Shell(Services, "Y=`echo x`; echo \"[${Y}]\""));
        Assert.Equal("sh: nmap: command not found\n", _bench.Shell(Services, "nmap 10.0.0.1"));
        Assert.Equal("", _bench.Shell(Services, "false_thing 2>/dev/null && echo no").Replace("sh: false_thing: command not found\n", "", StringComparison.Ordinal));
    }
}
