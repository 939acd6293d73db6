using AwsHardening.Core.Access;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Access;

/// <summary>Items 65 to 68 of the workshop, and what keeps Run Command from its servers (T6, T7).</summary>
public sealed class InstanceCommandTests : IDisposable
{
    private readonly AccessScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task The_workshops_questions_are_answered_with_tokens_and_without_secrets()
    {
        var outputs = await _scene.RunAsync(AccessScene.Services, new()
        {
            Metadata = ["instance-id", "security-groups", "iam/security-credentials/SharedServerConnectivityRole"],
        });
        Assert.Equal(_scene.Instance(AccessScene.Services), outputs[0].Output);
        Assert.Equal("Services Server Security Group", outputs[1].Output);
        Assert.Contains("\"AccessKeyId\" : \"ASIA", outputs[2].Output, StringComparison.Ordinal);
        Assert.Contains("\"SecretAccessKey\" : \"***\"", outputs[2].Output, StringComparison.Ordinal);
        Assert.DoesNotContain("simulated", outputs[2].Output, StringComparison.Ordinal);
        // Not even the instance's own words hold them: they were struck out before they left.
        Assert.All(_scene.Account.Calls, call => Assert.DoesNotContain("simulated/", call.Parameters.ToJsonString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ping_fails_from_the_services_servers_and_the_session_works_all_the_same()
    {
        var output = Assert.Single(await _scene.RunAsync(AccessScene.Services, new() { Command = ["ping -c 1 8.8.8.8"] }));
        Assert.Contains("100% packet loss", output.Output, StringComparison.Ordinal);
        Assert.Equal("AWS-StartNonInteractiveCommand", output.DocumentName);
    }

    [Fact]
    public async Task The_missing_permissions_are_named_before_a_session_stands_in()
    {
        await _scene.RunAsync(AccessScene.Web, new() { Command = ["hostname"] });
        var warning = Assert.Single(_scene.Host.Warnings);
        Assert.Contains("SharedServerConnectivityRole lacks ec2messages:AcknowledgeMessage", warning, StringComparison.Ordinal);
        Assert.Contains("ec2messages:GetMessages", warning, StringComparison.Ordinal);
        Assert.DoesNotContain(_scene.Account.Calls, call => call.Operation == "SendCommand");
        Assert.Equal("Terminated", Assert.Single(await _scene.HistoryAsync()).Status);
    }

    [Fact]
    public async Task Without_the_fallback_they_are_the_error()
    {
        Assert.Empty(await _scene.RunAsync(AccessScene.Web, new() { Command = ["hostname"], NoFallback = true }));
        var error = Assert.Single(_scene.Host.Errors);
        Assert.Equal("AgentPermissionMissing", error.Id);
        Assert.Contains("ec2messages:GetMessages", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_scene.Account.Calls, call => call.Operation is "SendCommand" or "StartSession");
    }

    [Fact]
    public async Task With_the_permissions_Run_Command_answers_with_its_exit_status()
    {
        Let();
        var outputs = await _scene.RunAsync(AccessScene.Web, new() { Command = ["hostname", "nmap"] });
        Assert.Equal([("Success", (int?)0), ("Failed", 127)], outputs.Select(output => (output.Status, output.ExitCode)));
        Assert.All(outputs, output => Assert.Equal("AWS-RunShellScript", output.DocumentName));
        Assert.Empty(_scene.Host.Warnings);
    }

    [Fact]
    public async Task A_newer_agent_needs_none_of_them()
    {
        _scene.Ssm.SetAgentVersion("us-east-1", _scene.Instance(AccessScene.Web), "3.3.987.0");
        Assert.Equal("Success", Assert.Single(await _scene.RunAsync(AccessScene.Web, new() { Command = ["hostname"] })).Status);
    }

    [Fact]
    public async Task A_command_that_nobody_fetches_is_cancelled_in_time()
    {
        Let();
        // The agent falls silent between the look and the command.
        _scene.Account.OnCall = (_, call) =>
        {
            if (call.Operation == "SendCommand")
            {
                _scene.Account.OnCall = null;
                _scene.Ssm.SilenceAgent("us-east-1", _scene.Instance(AccessScene.Web));
            }
        };
        await _scene.RunAsync(AccessScene.Web, new() { Command = ["hostname"], Timeout = TimeSpan.FromSeconds(3) });
        Assert.Contains(Assert.Single(_scene.Host.Errors).Id, new[] { "CommandTimedOut", "InvalidInstanceId" });
    }

    [Fact]
    public async Task WhatIf_asks_and_runs_nothing()
    {
        _scene.Host = new TestHost { Agrees = false };
        Assert.Empty(await _scene.RunAsync(AccessScene.Web, new() { Command = ["hostname"] }));
        Assert.Equal("Run: hostname", Assert.Single(_scene.Host.Asked).Action);
        Assert.DoesNotContain(_scene.Account.Calls, call => call.Mutating);
    }

    [Fact]
    public async Task An_instance_that_is_not_managed_is_refused_with_the_reasons()
    {
        _scene.Ssm.SilenceAgent("us-east-1", _scene.Instance(AccessScene.Web));
        Assert.Empty(await _scene.RunAsync(AccessScene.Web, new() { Command = ["hostname"] }));
        var error = Assert.Single(_scene.Host.Errors);
        Assert.Equal("InstanceNotManaged", error.Id);
        Assert.Contains("does not report", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"SecretAccessKey" : "abc", "Token":"def", "AccessKeyId":"ASIA1"}""", "abc", "def")]
    [InlineData("""{"sessionData":["{\"SecretAccessKey\" : \"abc\"}"]}""", "abc", "abc")]
    [InlineData("AWS_SECRET_ACCESS_KEY=abc\nexport AWS_SESSION_TOKEN='def'", "abc", "def")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----", "abc", "abc")]
    public void Secrets_are_struck_out_wherever_they_show(string text, params string[] secrets) =>
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, SecretMask.Apply(text), StringComparison.Ordinal));

    [Theory]
    [InlineData("a; rm -rf /")]
    [InlineData("$(id)")]
    [InlineData("")]
    public void A_path_of_metadata_carries_no_commands(string path) => Assert.Throws<ArgumentException>(() => MetadataScript.Read(path));

    private void Let() => _scene.Call("iam", "AttachRolePolicy", new
    {
        RoleName = AccessScene.Role, PolicyArn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
    });
}
