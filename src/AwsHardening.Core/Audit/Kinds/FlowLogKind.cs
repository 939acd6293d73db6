using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Audit;

/// <summary>The flow log of a VPC: the change's resource is the VPC's id.</summary>
internal sealed class FlowLogKind : ContentKind
{
    public const string Type = "AWS::EC2::FlowLog";

    public override string ResourceType => Type;

    public override IReadOnlyList<string> RequiredActions { get; } =
    [
        "ec2:DescribeVpcs", "ec2:DescribeFlowLogs", "ec2:CreateFlowLogs", "ec2:DeleteFlowLogs", "logs:CreateLogDelivery",
        "logs:DeleteLogDelivery",
    ];

    public override async Task<JsonObject> ReadAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken) =>
        (await ReadAsync(session, cancellationToken)).GetValueOrDefault(change.ResourceId, Absent());

    /// <summary>The flow logs of whole VPCs that record all traffic, by VPC.</summary>
    public static async Task<IReadOnlyDictionary<string, JsonObject>> ReadAsync(AwsSession session, CancellationToken cancellationToken)
    {
        var logs = await AuditReads.PagesAsync(session, "ec2", "DescribeFlowLogs", [], "FlowLogs", cancellationToken);
        return logs.OfType<JsonObject>()
            .Where(log => (string?)log["FlowLogStatus"] == "ACTIVE" && (string?)log["TrafficType"] == "ALL")
            .GroupBy(log => (string)log["ResourceId"]!)
            .ToDictionary(group => group.Key, group => new JsonObject
            {
                [Exists] = true,
                [Id] = group.First()["FlowLogId"]!.DeepClone(),
                ["LogDestination"] = group.First()["LogDestination"]?.DeepClone(),
            });
    }

    public override async Task<int> CountAsync(AccountView view)
    {
        var vpcs = await view.Vpcs();
        return vpcs.IsKnown ? vpcs.Value.Count
            : throw new UnreadFactException(vpcs.Reason!) { What = "the VPCs", IamAction = "ec2:DescribeVpcs" };
    }

    protected override JsonObject? Leaves(ApiCall call) => call.Operation switch
    {
        "CreateFlowLogs" => new() { [Exists] = true, ["LogDestination"] = call.Parameters["LogDestination"]?.DeepClone() },
        "DeleteFlowLogs" => Absent(),
        _ => null,
    };
}
