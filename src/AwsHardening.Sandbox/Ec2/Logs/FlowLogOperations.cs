using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>Flow logs of VPCs. No packet moves here, so that none is ever written.</summary>
internal static class FlowLogOperations
{
    public static void Register(OperationTable table)
    {
        table.Add("CreateFlowLogs", Create);
        table.Add("DeleteFlowLogs", Delete);
        table.Add("DescribeFlowLogs", Describe);
    }

    private static JsonObject Create(Ec2Call call)
    {
        var resources = call.Input.Texts("ResourceIds");
        foreach (var id in resources)
        {
            call.Region.Vpcs.Get(id);
        }

        var (destination, traffic) = (call.Input.Text("LogDestination"), call.Input.Text("TrafficType") ?? "ALL");
        foreach (var id in resources.Where(id => call.Region.FlowLogs.Exists(log => (string?)log["ResourceId"] == id
            && (string?)log["LogDestination"] == destination && (string?)log["TrafficType"] == traffic)))
        {
            throw new AwsErrorException("FlowLogAlreadyExists", $"There is an existing Flow Log with the same configuration and log destination for {id}.");
        }

        call.StopIfDryRun();
        var ids = new JsonArray();
        foreach (var resource in resources)
        {
            var id = call.NewId("fl");
            ids.Add(id);
            call.Region.FlowLogs.Add(Json.Of(
                ("FlowLogId", id), ("FlowLogStatus", "ACTIVE"), ("ResourceId", resource), ("TrafficType", traffic), ("DeliverLogsStatus", "SUCCESS"),
                ("LogDestinationType", call.Input.Text("LogDestinationType") ?? "cloud-watch-logs"), ("LogDestination", destination),
                ("LogGroupName", call.Input.Text("LogGroupName")), ("CreationTime", Json.Time(call.Now)), ("MaxAggregationInterval", 600)));
        }

        return Json.Of(("FlowLogIds", ids), ("Unsuccessful", new JsonArray()));
    }

    private static JsonObject Delete(Ec2Call call)
    {
        var ids = call.Input.Texts("FlowLogIds");
        foreach (var id in ids.Where(id => !call.Region.FlowLogs.Exists(log => (string?)log["FlowLogId"] == id)))
        {
            throw new AwsErrorException("InvalidFlowLogId.NotFound", $"The flow log '{id}' does not exist");
        }

        call.StopIfDryRun();
        call.Region.FlowLogs.RemoveAll(log => ids.Contains((string)log["FlowLogId"]!));
        return Json.Of(("Unsuccessful", new JsonArray()));
    }

    private static JsonObject Describe(Ec2Call call)
    {
        var ids = call.Input.Texts("FlowLogIds");
        return ListPage.Answer(
            call, "FlowLogs",
            [.. call.Region.FlowLogs.Where(log => ids.Count == 0 || ids.Contains((string)log["FlowLogId"]!)).Select(log => log.DeepClone())],
            1, 1000);
    }
}
