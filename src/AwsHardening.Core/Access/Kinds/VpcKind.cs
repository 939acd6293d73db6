using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Network;
using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Reachability;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Access.Kinds;

/// <summary>A VPC: whether its instances resolve names, without which an endpoint's private DNS leads nowhere.</summary>
internal sealed class VpcKind : PartsKind, INetworkKind
{
    public const string Type = "AWS::EC2::VPC";
    public const string Support = "EnableDnsSupport";
    public const string Hostnames = "EnableDnsHostnames";

    public override string ResourceType => Type;

    public override IReadOnlyList<string> RequiredActions { get; } =
    [
        "ec2:DescribeVpcs", "ec2:DescribeVpcAttribute", "ec2:ModifyVpcAttribute",
    ];

    protected override string Existence => "VpcId";

    public override async Task<int> CountAsync(AccountView view) => Count(await view.Vpcs(), "the VPCs", "ec2:DescribeVpcs");

    protected override Task<JsonObject> ReadPartsAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken) =>
        ReadAsync(session, change.ResourceId, cancellationToken);

    // What was read of a network takes names to lead to every endpoint with private DNS; while an attribute is off they do not.
    public NetworkModel Found(NetworkModel model, ResourceChange change) => model.WithPrivateDns(change.ResourceId, Resolves(change.Before));

    public NetworkModel Apply(NetworkModel model, ResourceChange change) => model.WithPrivateDns(change.ResourceId, Resolves(change.After));

    public static async Task<JsonObject> ReadAsync(AwsSession session, string vpcId, CancellationToken cancellationToken)
    {
        Task<Amazon.EC2.Model.DescribeVpcAttributeResponse?> AttributeAsync(string name) => Ask.OrNull(
            () => session.Ec2.DescribeVpcAttributeAsync(new() { VpcId = vpcId, Attribute = name }, cancellationToken),
            $"the attributes of {vpcId}", "ec2:DescribeVpcAttribute");

        return new JsonObject
        {
            [Support] = (await AttributeAsync("enableDnsSupport"))?.EnableDnsSupport is true,
            [Hostnames] = (await AttributeAsync("enableDnsHostnames"))?.EnableDnsHostnames is true,
        };
    }

    /// <summary>Turns both on; nothing where they are.</summary>
    public static PartsChange ResolveNames(string vpcId, JsonObject present)
    {
        var change = new PartsChange();
        // Hostnames ask for support: it comes first, and goes last.
        foreach (var attribute in new[] { Support, Hostnames }.Where(attribute => present[attribute]?.GetValue<bool>() is false))
        {
            change.Set(attribute, false, true, Write(attribute, true), Write(attribute, false));
        }

        return change;

        Step Write(string attribute, bool on) => new(
            "ec2", "ModifyVpcAttribute", new JsonObject { ["VpcId"] = vpcId, [attribute] = new JsonObject { ["Value"] = on } });
    }

    private static bool Resolves(JsonObject attributes) => attributes.All(attribute => attribute.Value?.GetValue<bool>() is not false);
}
