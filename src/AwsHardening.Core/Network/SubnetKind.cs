using System.Text.Json.Nodes;
using AwsHardening.Core.Access.Kinds;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Network;

/// <summary>A subnet: whether what is launched in it gets a public address.</summary>
internal sealed class SubnetKind : PartsKind
{
    public const string Type = "AWS::EC2::Subnet";
    private const string Public = "MapPublicIpOnLaunch";

    public override string ResourceType => Type;

    public override IReadOnlyList<string> RequiredActions { get; } = ["ec2:DescribeSubnets", "ec2:ModifySubnetAttribute"];

    protected override string Existence => "SubnetId";

    public override async Task<int> CountAsync(AccountView view) => Count(await view.Subnets(), "the subnets", "ec2:DescribeSubnets");

    protected override async Task<JsonObject> ReadPartsAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken)
    {
        var answer = await Ask.OrNull(
            () => session.Ec2.DescribeSubnetsAsync(new() { SubnetIds = [change.ResourceId] }, cancellationToken), $"subnet {change.ResourceId}", "ec2:DescribeSubnets");
        return new JsonObject { [Public] = (answer?.Subnets ?? []).FirstOrDefault()?.MapPublicIpOnLaunch };
    }

    /// <summary>Gives out no public addresses any more; nothing where none are, or the subnet is not there.</summary>
    /// <param name="subnetId">The subnet.</param>
    /// <param name="present">The subnet as it is now.</param>
    public static PartsChange? KeepPrivate(string subnetId, JsonObject present)
    {
        return present[Public]?.GetValue<bool>() is true ? new PartsChange().Set(Public, true, false, Write(false), Write(true)) : null;

        Step Write(bool on) => new("ec2", "ModifySubnetAttribute", new JsonObject { ["SubnetId"] = subnetId, [Public] = new JsonObject { ["Value"] = on } });
    }
}
