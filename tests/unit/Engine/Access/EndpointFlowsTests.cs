using AwsHardening.Core.Access;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Network;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Access;

/// <summary>
/// An interface endpoint turns a service's name for the whole VPC: whom its group does not admit loses a service that it reached over
/// the internet. The embedded account, which evaluates packets on its own, says who is online.
/// </summary>
public sealed class EndpointFlowsTests : IAsyncLifetime
{
    private const string Ssm = "com.amazonaws.us-east-2.ssm (by name)";

    private readonly AccessScene _scene = new("SecurityEssentials");

    public async ValueTask InitializeAsync()
    {
        ConnectBastion();
        await _scene.EnableAsync("bastion");
    }

    public ValueTask DisposeAsync()
    {
        _scene.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_plan_tells_who_loses_the_service_and_who_gains_it()
    {
        var plan = (await _scene.PlanAsync("api"))!;
        var endpoint = plan.Changes.First(change => change.ResourceType == "AWS::EC2::VPCEndpoint");
        Assert.True(endpoint.FlowsCompared);
        var lost = Assert.Single(endpoint.FlowsLost, flow => !flow.Asked);
        Assert.Equal((Ssm, "tcp 443", true), (Assert.Single(lost.Destination), lost.Traffic, lost.Certain));
        Assert.Equal(Address("bastion"), Assert.Single(lost.Source));
        Assert.Contains(endpoint.Risks, risk => risk.Contains(Ssm, StringComparison.Ordinal));
        // Every change of the network says what it does, the turning on of names too.
        Assert.All(plan.Changes.Where(change => change.ResourceType.StartsWith("AWS::EC2::", StringComparison.Ordinal) && change.ResourceType != "AWS::EC2::Instance"),
            change => Assert.True(change.FlowsCompared, change.ResourceType));
        Assert.Contains(plan.Changes.SelectMany(change => change.FlowsGained), flow => flow.Source.Contains(Address("api")) && flow.Destination.Any(
            place => place.StartsWith("com.amazonaws.us-east-2.ssm in subnet-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_comparison_of_the_plan_as_a_whole_has_the_same_and_no_warning()
    {
        var plan = (await _scene.PlanAsync("api"))!;
        List<NetworkPathChange> changes = [];
        await foreach (var change in NetworkPathComparison.CompareAsync(_scene.Session, plan, _scene.Host, TestContext.Current.CancellationToken))
        {
            changes.Add(change);
        }

        Assert.Empty(_scene.Host.Warnings);
        Assert.Empty(_scene.Host.Errors);
        Assert.Contains(changes, change => change.Effect == "Lost" && change.Destination.Contains(Ssm) && change.Source.SequenceEqual([Address("bastion")]));
        Assert.Contains(changes, change => change.Effect == "Gained" && change.Source.Contains(Address("api")) && change.Traffic == "tcp 443");
    }

    [Fact]
    public async Task Without_force_no_endpoint_is_made_that_takes_the_service_from_another()
    {
        Assert.True((await _scene.ManagedAsync("bastion")).IsManaged);
        await _scene.EnableAsync("api");
        var error = Assert.Single(_scene.Host.Errors);
        Assert.Equal("FlowWouldBeLost", error.Id);
        Assert.Contains(Address("bastion"), error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_scene.Account.Calls, call => call.Operation is "CreateVpcEndpoint" or "AuthorizeSecurityGroupEgress");
        Assert.True((await _scene.ManagedAsync("bastion")).IsManaged);
    }

    [Fact]
    public async Task With_force_it_is_made_and_the_other_is_cut_off_as_was_said()
    {
        await _scene.EnableAsync(new SessionManagerOptions { Force = true }, "api");
        Assert.Empty(_scene.Host.Errors);
        _scene.Call("ec2", "DescribeVpcEndpoints");
        Assert.True((await _scene.ManagedAsync("api")).IsManaged);
        Assert.False((await _scene.ManagedAsync("bastion")).IsManaged);
        // Taken back, the name leads back over the internet. That the api server loses its way is what is asked for.
        await _scene.UndoSetAsync((await _scene.ChangesAsync())[^1].SetId);
        Assert.Empty(_scene.Host.Errors);
        _scene.Call("ec2", "DescribeVpcEndpoints");
        Assert.True((await _scene.ManagedAsync("bastion")).IsManaged);
        var undone = (await _scene.ChangesAsync()).Where(change => change.Undoes is not null && change.ResourceType == "AWS::EC2::VPCEndpoint").ToArray();
        Assert.Equal(2, undone.Length);
    }

    [Fact]
    public async Task An_undo_of_the_endpoint_is_refused_for_whom_it_did_not_open_the_way_and_done_for_whom_it_did()
    {
        await _scene.EnableAsync(new SessionManagerOptions { Force = true }, "api");
        // A server that came later, and has no other way.
        var first = _scene.Ec2.Instances.Rows.Single(instance => instance.Tags.GetValueOrDefault("Name") == "api");
        _scene.Call("ec2", "RunInstances", new
        {
            ImageId = first.ImageId, InstanceType = "t2.micro", MinCount = 1, MaxCount = 1, SubnetId = first.Interfaces.First().Subnet.Id,
            SecurityGroupIds = new[] { Group("api_security_group"), Group("bastion_internal_security_group") },
        });
        var sets = (await _scene.ChangesAsync())[^1].SetId;
        var writes = _scene.Account.Calls.Count(call => call.Mutating);
        await _scene.UndoSetAsync(sets);
        Assert.All(_scene.Host.Errors, error => Assert.Equal("FlowWouldBeLost", error.Id));
        Assert.All(_scene.Host.Errors, error => Assert.Contains("10.1.0.8 (eni-", error.Message, StringComparison.Ordinal));
        // The instance profile decides no flows; of the network nothing was taken back.
        Assert.Equal(["DisassociateIamInstanceProfile"], _scene.Account.Calls.Where(call => call.Mutating).Skip(writes).Select(call => call.Operation));
        Assert.DoesNotContain((await PlanUndoAsync(sets))?.Changes ?? [], change => change.ResourceType != "AWS::EC2::Instance");

        // A timed revert was agreed to with the change: it is made, and says what it cuts.
        _scene.Host = new TestHost();
        await _scene.UndoSetAsync(sets, agreed: true);
        Assert.DoesNotContain(_scene.Host.Errors, error => error.Id == "FlowWouldBeLost");
        Assert.Contains(_scene.Host.Warnings, warning => warning.Contains("which it did not open", StringComparison.Ordinal));
        Assert.Contains(_scene.Account.Calls, call => call.Operation == "DeleteVpcEndpoints");
    }

    private async Task<HardeningPlan?> PlanUndoAsync(string set) => await ChangeOperation.PlanUndoAsync(
        _scene.Session, new UndoOptions { Id = [set] }, new TestHost(), TestContext.Current.CancellationToken);

    // An internet gateway, a route, and a way out for the bastion alone.
    private void ConnectBastion()
    {
        var vpc = _scene.Ec2.Subnets.Rows.Single(subnet => subnet.Cidr.ToString() == "10.1.0.0/24").Vpc.Id;
        var gateway = (string)_scene.Call("ec2", "CreateInternetGateway")["InternetGateway"]!["InternetGatewayId"]!;
        _scene.Call("ec2", "AttachInternetGateway", new { InternetGatewayId = gateway, VpcId = vpc });
        var table = _scene.Call("ec2", "DescribeRouteTables")["RouteTables"]!.AsArray().Single(table => (string?)table!["VpcId"] == vpc)!;
        _scene.Call("ec2", "CreateRoute", new { RouteTableId = (string)table["RouteTableId"]!, DestinationCidrBlock = "0.0.0.0/0", GatewayId = gateway });
        _scene.Call("ec2", "AuthorizeSecurityGroupEgress", new
        {
            GroupId = Group("bastion_external_security_group"),
            IpPermissions = new[] { new { IpProtocol = "tcp", FromPort = 443, ToPort = 443, IpRanges = new[] { new { CidrIp = "0.0.0.0/0" } } } },
        });
    }

    private string Group(string name) => _scene.Ec2.SecurityGroups.Rows.Single(group => group.Name == name).Id;

    private string Address(string name)
    {
        var side = _scene.Ec2.Instances.Rows.Single(instance => instance.Tags.GetValueOrDefault("Name") == name).Interfaces.First();
        return $"{side.Primary.Ip} ({side.Id})";
    }
}
