using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;

namespace AwsHardening.Sandbox.Templates;

/// <summary>
/// The environment of the re:Inforce 2019 builder session FND203: a web application, shared services and a proof of
/// concept, each in a VPC of its own, whose security groups admit whole VPCs to administration ports.
/// </summary>
/// <remarks>
/// The account has no default VPC: it would be one more VPC whose range the session never speaks of. The group of the
/// services servers is as the session had it, without the later way out to the S3 prefix list.
/// </remarks>
public sealed class Fnd203Template : ISandboxTemplate
{
    private const string KeyName = "FND203DemoKP";

    /// <inheritdoc/>
    public string Name => "Fnd203";

    /// <inheritdoc/>
    public void Build(SandboxAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        var stack = new StackBuilder(account, "FND203-Demo-Stack");
        // The session has the reader make the key pair by hand, so it is not the stack's.
        stack.Call("CreateKeyPair", ("KeyName", KeyName));
        var network = new Fnd203Network(stack);
        var groups = new Fnd203Groups(stack, network);
        var workloads = new Fnd203Workloads(stack, network, groups, KeyName);
        account.SetOutput("StackName", stack.StackName);
        account.SetOutput("LoadBalancerFullDNS", workloads.LoadBalancerDnsName);
        var pocServers = stack.Call("DescribeInstances", ("InstanceIds", Json.Texts(workloads.PocServers)));
        var names = ((JsonArray)pocServers["Reservations"]!)
            .Select(reservation => (string)reservation!["Instances"]![0]!["PublicDnsName"]!).ToList();
        account.SetOutput("PoCWebServer1PublicDNS", names[0]);
        account.SetOutput("PoCWebServer2PublicDNS", names[1]);
        // The agents have reported by the time that the stack is complete.
        account.Invoke("ssm", "DescribeInstanceInformation", []);
    }
}
