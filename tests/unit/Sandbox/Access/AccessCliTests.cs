using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Hosting;
using AwsHardening.UnitTests.SandboxTests.AwsCli;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Access;

/// <summary>What the <c>aws</c> CLI makes of the services that sessions need.</summary>
public class AccessCliTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Roles_sessions_logs_keys_and_load_balancers_are_what_the_CLI_expects()
    {
        if (Tools.Aws is null)
        {
            Assert.Skip("The aws CLI is not on this machine.");
        }

        await using var server = SandboxServer.Start(SandboxAccount.FromTemplate("Fnd203"));
        var aws = new AwsCommand(server.Endpoint);
        async Task<System.Text.Json.Nodes.JsonNode?> Ask(string line)
        {
            var answer = await aws.RunAsync(Token, line.Split(' '));
            Assert.Null(answer.Error);
            return answer.Output;
        }

        async Task<string?> Refused(string line) => (await aws.RunAsync(Token, line.Split(' '))).Error;

        // The CLI reads the encoded document and answers it as JSON.
        var policy = await Ask("iam get-role-policy --role-name SharedServerConnectivityRole --policy-name SharedServerConnectivityPolicy");
        Assert.Equal("s3:GetEncryptionConfiguration", (string?)policy!["PolicyDocument"]!["Statement"]![1]!["Action"]![0]);
        Assert.Equal("NoSuchEntity", await Refused("iam get-role --role-name none"));
        Assert.Equal("admin", (string?)(await Ask("iam get-user"))!["User"]!["UserName"]);

        var nodes = await Ask("ssm describe-instance-information --page-size 5");
        Assert.Equal(8, nodes!["InstanceInformationList"]!.AsArray().Count);
        var id = (string)nodes["InstanceInformationList"]![0]!["InstanceId"]!;
        Assert.Equal("connected", (string?)(await Ask($"ssm get-connection-status --target {id}"))!["Status"]);
        Assert.Equal("InvalidDocument", await Refused("ssm get-document --name SSM-SessionManagerRunShell"));
        Assert.Empty((await Ask("ssm describe-sessions --state Active"))!["Sessions"]!.AsArray());

        await Ask("logs create-log-group --log-group-name g");
        await Ask("logs put-retention-policy --log-group-name g --retention-in-days 90");
        Assert.Equal(90, (int?)(await Ask("logs describe-log-groups"))!["logGroups"]![0]!["retentionInDays"]);

        var key = (string)(await Ask("kms create-key --description logs"))!["KeyMetadata"]!["KeyId"]!;
        await Ask($"kms create-alias --alias-name alias/logs --target-key-id {key}");
        Assert.Equal(key, (string?)(await Ask("kms describe-key --key-id alias/logs"))!["KeyMetadata"]!["KeyId"]);
        Assert.Equal("NotFoundException", await Refused("kms describe-key --key-id alias/none"));

        var balancer = (await Ask("elbv2 describe-load-balancers"))!["LoadBalancers"]![0]!;
        Assert.Equal("WebAppLoadBalancer", (string?)balancer["LoadBalancerName"]);
        Assert.Equal("LoadBalancerNotFound", await Refused("elbv2 describe-load-balancers --names none"));
    }
}
