using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;

namespace AwsHardening.Sandbox;

/// <summary>What somebody finds who knocks at a port.</summary>
public enum KnockAnswer
{
    /// <summary>Something listens.</summary>
    Open,

    /// <summary>The packet arrives, and nothing listens.</summary>
    Closed,

    /// <summary>Nothing comes back.</summary>
    Silent,
}

public sealed partial class SandboxAccount
{
    // Set aside for documentation (RFC 5737): nobody's address.
    private const string Stranger = "192.0.2.1";

    // What a server of either template's images listens on once it is up: its owner's shell, and its web site.
    private static readonly int[] s_serverPorts = [22, 80];

    /// <summary>Knocks at a TCP port of a public IPv4 address, from anywhere on the internet. Not a call: nothing is recorded.</summary>
    /// <param name="address">The public address.</param>
    /// <param name="port">The port.</param>
    /// <param name="region">The Region that the address is in.</param>
    /// <returns>What comes back; silence from an address that the account has not.</returns>
    public KnockAnswer Knock(string address, int port, string region)
    {
        lock (_lock)
        {
            var eni = Service<Ec2Service>().State.Region(region).NetworkInterfaces.Rows
                .FirstOrDefault(eni => eni.Addresses.Count > 0 && eni.Primary.Association?.PublicIp == address);
            return eni is null || IsOff(eni) || !Connectivity.IsReachedFromOutside(eni, Stranger, "tcp", port) ? KnockAnswer.Silent
                : Listens(eni, port, region) ? KnockAnswer.Open : KnockAnswer.Closed;
        }
    }

    private static bool IsOff(NetworkInterface eni) => eni.Attachment?.Instance is { } instance && instance.Status.Name != "running";

    private bool Listens(NetworkInterface eni, int port, string region) =>
        eni.Attachment?.Instance is not null ? s_serverPorts.Contains(port)
        : eni.Description.StartsWith("ELB ", StringComparison.Ordinal) && BalancerPorts(eni.Description[4..], region).Contains(port);

    private IEnumerable<int> BalancerPorts(string name, string region)
    {
        var balancers = Invoke("elbv2", "DescribeLoadBalancers", [], region)["LoadBalancers"]!.AsArray();
        var arn = balancers.Select(one => (string)one!["LoadBalancerArn"]!)
            .FirstOrDefault(arn => arn.EndsWith($":loadbalancer/{name}", StringComparison.Ordinal));
        return arn is null ? [] : Invoke("elbv2", "DescribeListeners", new JsonObject { ["LoadBalancerArn"] = arn }, region)["Listeners"]!
            .AsArray().Select(listener => (int)listener!["Port"]!);
    }
}
