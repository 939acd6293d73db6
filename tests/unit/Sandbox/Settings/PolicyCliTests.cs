using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Hosting;
using AwsHardening.UnitTests.SandboxTests.AwsCli;
using AwsHardening.UnitTests.SandboxTests.Identity;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Settings;

/// <summary>What the <c>aws</c> CLI makes of queues, functions, secrets, repositories, file systems and the bus, and of their policies.</summary>
public class PolicyCliTests
{
    private const string Policy = """{"Version":"2012-10-17","Statement":[{"Sid":"one","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"*","Resource":"*"}]}""";

    [Fact]
    public async Task Policies_are_read_and_missed_as_the_CLI_expects_by_a_user_who_signs()
    {
        Assert.SkipWhen(Tools.Aws is null, "The aws CLI is not on this machine.");
        var bench = new IdentityBench(SandboxAccount.Create(new SandboxOptions { TimeProvider = TimeProvider.System }));
        var key = bench.User("auditor", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"lambda:GetPolicy","Resource":"*:function:closed"}]}""");
        foreach (var name in new[] { "f", "closed" })
        {
            bench.Call("lambda", "CreateFunction", new { FunctionName = name, Role = "arn:aws:iam::123456789012:role/f", Code = new { S3Bucket = "b", S3Key = "k" } });
        }

        bench.Call("lambda", "AddPermission", new { FunctionName = "f", StatementId = "one", Action = "lambda:InvokeFunction", Principal = "111122223333" });
        bench.Call("secretsmanager", "CreateSecret", new { Name = "s", SecretString = "hush" });
        bench.Call("secretsmanager", "PutResourcePolicy", new { SecretId = "s", ResourcePolicy = Policy });
        bench.Call("ecr", "CreateRepository", new { repositoryName = "repo" });
        bench.Call("ecr", "SetRepositoryPolicy", new { repositoryName = "repo", policyText = Policy });
        var system = (string)bench.Call("efs", "CreateFileSystem", new { CreationToken = "t" })["FileSystemId"]!;
        var bare = (string)bench.Call("efs", "CreateFileSystem", new { CreationToken = "u" })["FileSystemId"]!;
        bench.Call("efs", "PutFileSystemPolicy", new { FileSystemId = system, Policy });
        bench.Call("events", "PutPermission", new { Policy });
        await using var server = SandboxServer.Start(bench.Account);
        var aws = new AwsCommand(server.Endpoint, key, bench.Secret(key));

        // Each call starts a Python of its own: side by side they take a fraction of the time.
        var queue = (string)(await AskAsync("sqs", "create-queue", "--queue-name", "q", "--attributes", new JsonObject { ["Policy"] = Policy }.ToJsonString()))["QueueUrl"]!;
        var read = await Task.WhenAll(
            AskAsync("sqs", "get-queue-attributes", "--queue-url", queue, "--attribute-names", "Policy"), AskAsync("lambda", "get-policy", "--function-name", "f"),
            AskAsync("secretsmanager", "get-resource-policy", "--secret-id", "s"), AskAsync("ecr", "get-repository-policy", "--repository-name", "repo"),
            AskAsync("efs", "describe-file-system-policy", "--file-system-id", system), AskAsync("events", "list-event-buses"));
        string?[] policies = [(string?)read[0]["Attributes"]!["Policy"], (string?)read[2]["ResourcePolicy"], (string?)read[3]["policyText"], (string?)read[4]["Policy"], (string?)read[5]["EventBuses"]![0]!["Policy"]];
        Assert.All(policies, policy => Assert.Equal(Policy, policy));
        Assert.Equal("arn:aws:iam::111122223333:root", (string?)JsonNode.Parse((string)read[1]["Policy"]!)!["Statement"]![0]!["Principal"]!["AWS"]);

        Assert.Equal(
            ["AWS.SimpleQueueService.NonExistentQueue", "AccessDeniedException", "PolicyNotFound"],
            (await Task.WhenAll(
                RefusedAsync("sqs", "get-queue-url", "--queue-name", "none"), RefusedAsync("lambda", "get-policy", "--function-name", "closed"),
                RefusedAsync("efs", "describe-file-system-policy", "--file-system-id", bare))).AsEnumerable());
        // The CLI pages by itself.
        Assert.Equal(2, (await AskAsync("lambda", "list-functions", "--page-size", "1"))["Functions"]!.AsArray().Count);
        Assert.Equal("InvalidSignatureException", (await RunAsync(new AwsCommand(server.Endpoint, key, "wrong"), "sqs", "list-queues")).Error);

        async Task<JsonNode> AskAsync(params string[] args)
        {
            var answer = await RunAsync(aws, args);
            Assert.True(answer.Error is null, $"{string.Join(" ", args)}: {answer.Error}");
            return answer.Output ?? new JsonObject();
        }

        async Task<string?> RefusedAsync(params string[] args) => (await RunAsync(aws, args)).Error;

        // Version 1 of the CLI looks for SQS at an endpoint of its own, whatever the environment says.
        Task<AwsAnswer> RunAsync(AwsCommand cli, params string[] args) =>
            cli.RunAsync(TestContext.Current.CancellationToken, [.. args, "--endpoint-url", server.Endpoint.ToString()]);
    }
}
