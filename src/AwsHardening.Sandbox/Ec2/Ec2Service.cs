using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>
/// Amazon EC2's networking of the embedded account: VPCs, security groups and rules, routing, interfaces, instances,
/// endpoints, peering. What AWS finishes after its answer (an instance that starts, a gateway that becomes available)
/// is finished here when the next call comes.
/// </summary>
public sealed class Ec2Service : IServiceHandler
{
    private readonly OperationTable _operations = new();
    private readonly ClientTokens _tokens = new();

    /// <summary>An account's EC2 with nothing in it.</summary>
    /// <param name="options">Account, clock, ids and quotas.</param>
    public Ec2Service(Ec2Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        State = new Ec2State(options);
        VpcOperations.Register(_operations);
        SubnetOperations.Register(_operations);
        SecurityGroupOperations.Register(_operations);
        SecurityGroupRuleOperations.Register(_operations);
        SecurityGroupReferenceOperations.Register(_operations);
        RouteTableOperations.Register(_operations);
        RouteOperations.Register(_operations);
        GatewayOperations.Register(_operations);
        VpnGatewayOperations.Register(_operations);
        NatGatewayOperations.Register(_operations);
        AddressOperations.Register(_operations);
        PeeringOperations.Register(_operations);
        EndpointOperations.Register(_operations);
        InstanceConnectEndpointOperations.Register(_operations);
        PrefixListOperations.Register(_operations);
        NetworkInterfaceOperations.Register(_operations);
        InterfaceAddressOperations.Register(_operations);
        InstanceOperations.Register(_operations);
        ProfileAssociationOperations.Register(_operations);
        KeyPairOperations.Register(_operations);
        NetworkAclOperations.Register(_operations);
        TagOperations.Register(_operations);
        AccountOperations.Register(_operations);
        FlowLogOperations.Register(_operations);
        EbsEncryptionOperations.Register(_operations);
        VolumeOperations.Register(_operations);
    }

    /// <inheritdoc/>
    public string Service => "ec2";

    /// <summary>The operations that are answered.</summary>
    public IReadOnlyCollection<string> Operations => _operations.Names;

    internal Ec2State State { get; }

    /// <inheritdoc/>
    public JsonObject Handle(string operation, JsonObject input, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(context);
        var handler = _operations[operation];
        State.Copy?.Check(operation, context.Region);
        State.Settle();
        return _tokens.Handle(new Ec2Call(State.Region(context.Region), operation, input), input, handler);
    }

    /// <summary>
    /// Makes an interface as an AWS service does that is not served here: a load balancer, a function, a transit
    /// gateway. It is attached to that service's machinery, and the account's own calls cannot change it.
    /// </summary>
    /// <param name="region">The Region.</param>
    /// <param name="wanted">What it is like.</param>
    /// <returns>The id of the interface.</returns>
    /// <exception cref="AwsErrorException">An unknown subnet or group, or no free address.</exception>
    public string AddServiceInterface(string region, ServiceInterface wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        var call = new Ec2Call(State.Region(region), nameof(AddServiceInterface), []);
        return wanted.Make(call).Id;
    }

    /// <summary>Sets tags that only AWS itself sets, such as <c>aws:cloudformation:stack-name</c>.</summary>
    /// <param name="region">The Region.</param>
    /// <param name="id">The resource.</param>
    /// <param name="tags">The tags.</param>
    /// <exception cref="ArgumentException">No resource has the id.</exception>
    public void SetSystemTags(string region, string id, IReadOnlyDictionary<string, string> tags)
    {
        ArgumentNullException.ThrowIfNull(id);
        var resource = State.Region(region).TableOf(id)?.FindResource(id)
            ?? throw new ArgumentException($"The Region {region} has no resource {id}.", nameof(id));
        resource.SetTags(tags);
    }
}
