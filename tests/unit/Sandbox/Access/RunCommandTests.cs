using System.Text.Json.Nodes;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Access;

/// <summary>Run Command, and why FND203's role is not enough for it (T7).</summary>
public class RunCommandTests
{
    private const string Web = "Web Server for AZ1";

    private readonly AccessBench _bench = new();

    [Fact]
    public void Without_the_rights_for_messages_a_command_is_never_fetched()
    {
        var id = Send("hostname");
        Assert.Equal("Pending", Status(id));
        ((AwsHardening.Sandbox.SteppingClock)_bench.Account.Clock).Advance(TimeSpan.FromHours(2));
        Assert.Equal("TimedOut", Status(id));
    }

    [Fact]
    public void With_AWS_own_policy_it_runs_and_answers()
    {
        _bench.Call("iam", "AttachRolePolicy", new
        {
            RoleName = "SharedServerConnectivityRole", PolicyArn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
        });
        var id = Send("hostname", "nmap");
        var answer = Invocation(id);
        Assert.Equal(("Failed", 127), ((string?)answer["Status"], (int?)answer["ResponseCode"]));
        Assert.StartsWith("ip-10-0-1-", (string?)answer["StandardOutputContent"], StringComparison.Ordinal);
        Assert.Equal("Success", Status(Send("hostname")));
        Assert.Equal(2, ((JsonArray)_bench.Call("ssm", "ListCommands")["Commands"]!).Count);
    }

    [Fact]
    public void A_newer_agent_takes_commands_over_the_message_gateway()
    {
        _bench.Ssm.SetAgentVersion("us-east-1", _bench.Instance(Web), "3.3.40.0");
        Assert.Equal("Success", Status(Send("hostname")));
    }

    [Fact]
    public void An_instance_that_is_not_managed_is_refused_by_name()
    {
        var error = _bench.Refused("ssm", "SendCommand", new
        {
            InstanceIds = new[] { "i-00000000000000000" }, DocumentName = "AWS-RunShellScript", Parameters = new { commands = new[] { "ls" } },
        });
        Assert.Equal("InvalidInstanceId", error.Code);
        Assert.Contains("i-00000000000000000", error.Message, StringComparison.Ordinal);
        Assert.Equal("InvalidParameters", _bench.Refused("ssm", "SendCommand", new { DocumentName = "AWS-RunShellScript" }).Code);
        Assert.Equal("InvocationDoesNotExist", _bench.Refused("ssm", "GetCommandInvocation", new { CommandId = "x", InstanceId = "y" }).Code);
    }

    private string Send(params string[] commands) => (string)_bench.Call("ssm", "SendCommand", new
    {
        InstanceIds = new[] { _bench.Instance(Web) }, DocumentName = "AWS-RunShellScript", Parameters = new { commands },
    })["Command"]!["CommandId"]!;

    private JsonObject Invocation(string id) =>
        _bench.Call("ssm", "GetCommandInvocation", new { CommandId = id, InstanceId = _bench.Instance(Web) });

    private string Status(string id) => (string)Invocation(id)["Status"]!;
}
