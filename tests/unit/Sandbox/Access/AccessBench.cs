using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Ssm;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Access;

/// <summary>An embedded account to call any service of, with parameters written as JSON.</summary>
internal sealed class AccessBench(string template = "Fnd203")
{
    public SandboxAccount Account { get; } = SandboxAccount.FromTemplate(template);

    public SsmService Ssm => Account.Service<SsmService>();

    public Ec2Region Ec2 => Account.Service<Ec2Service>().State.Region(Account.Region);

    public JsonObject Call(string service, string operation, object? parameters = null) => Account.Invoke(
        service, operation, (JsonObject)JsonSerializer.SerializeToNode(parameters ?? new { })!);

    /// <summary>The error that AWS would answer.</summary>
    public AwsErrorException Refused(string service, string operation, object? parameters = null) =>
        Assert.Throws<AwsErrorException>(() => Call(service, operation, parameters));

    /// <summary>The id of an instance by its Name tag.</summary>
    public string Instance(string name) => Ec2.Instances.Rows.Single(instance => instance.Tags.GetValueOrDefault("Name") == name).Id;

    public string Group(string name) => Ec2.SecurityGroups.Rows.Single(group => group.Name == name).Id;

    /// <summary>Ping status by Name tag.</summary>
    public SortedDictionary<string, string> Online() => new(((JsonArray)Call("ssm", "DescribeInstanceInformation", new { MaxResults = 50 })
        ["InstanceInformationList"]!).ToDictionary(
            node => Ec2.Instances.Get((string)node!["InstanceId"]!).Tags["Name"], node => (string)node!["PingStatus"]!), StringComparer.Ordinal);

    public string Connection(string instance) =>
        (string)Call("ssm", "GetConnectionStatus", new { Target = Instance(instance) })["Status"]!;

    /// <summary>Runs a command in a session of its own.</summary>
    public string Shell(string instance, string command)
    {
        var started = Call("ssm", "StartSession", new
        {
            Target = Instance(instance), DocumentName = "AWS-StartNonInteractiveCommand", Parameters = new { command = new[] { command } },
        });
        return Ssm.RunCommand(Account.Region, (string)started["SessionId"]!, (string)started["TokenValue"]!);
    }
}
