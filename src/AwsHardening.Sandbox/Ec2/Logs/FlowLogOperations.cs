using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>Flow logs of VPCs. No packet moves here, so that none is ever written.</summary>
internal sealed class FlowLogOperations
{
    private readonly List<(string Region, JsonObject Log)> _logs = [];

    public void Register(OperationTable table)
    {
        table.Add("CreateFlowLogs", Create);
        table.Add("DeleteFlowLogs", Delete);
        table.Add("DescribeFlowLogs", Describe);
    }

    private JsonObject Create(Ec2Call call)
    {
        var resources = call.Input.Texts("ResourceIds");
        foreach (var id in resources)
        {
            call.Region.Vpcs.Get(id);
        }

        var (destination, traffic) = (call.Input.Text("LogDestination"), call.Input.Text("TrafficType") ?? "ALL");
        foreach (var id in resources.Where(id => _logs.Exists(log => log.Region == call.Region.Name && (string?)log.Log["ResourceId"] == id
            && (string?)log.Log["LogDestination"] == destination && (string?)log.Log["TrafficType"] == traffic)))
        {
            throw new AwsErrorException("FlowLogAlreadyExists", $"There is an existing Flow Log with the same configuration and log destination for {id}.");
        }

        call.StopIfDryRun();
        var ids = new JsonArray();
        foreach (var resource in resources)
        {
            var id = call.NewId("fl");
            ids.Add(id);
            _logs.Add((call.Region.Name, Json.Of(
                ("FlowLogId", id), ("FlowLogStatus", "ACTIVE"), ("ResourceId", resource), ("TrafficType", traffic), ("DeliverLogsStatus", "SUCCESS"),
                ("LogDestinationType", call.Input.Text("LogDestinationType") ?? "cloud-watch-logs"), ("LogDestination", destination),
                ("LogGroupName", call.Input.Text("LogGroupName")), ("CreationTime", Json.Time(call.Now)), ("MaxAggregationInterval", 600))));
        }

        return Json.Of(("FlowLogIds", ids), ("Unsuccessful", new JsonArray()));
    }

    private JsonObject Delete(Ec2Call call)
    {
        var ids = call.Input.Texts("FlowLogIds");
        foreach (var id in ids.Where(id => !_logs.Exists(log => log.Region == call.Region.Name && (string?)log.Log["FlowLogId"] == id)))
        {
            throw new AwsErrorException("InvalidFlowLogId.NotFound", $"The flow log '{id}' does not exist");
        }

        call.StopIfDryRun();
        _logs.RemoveAll(log => log.Region == call.Region.Name && ids.Contains((string)log.Log["FlowLogId"]!));
        return Json.Of(("Unsuccessful", new JsonArray()));
    }

    private JsonObject Describe(Ec2Call call)
    {
        var ids = call.Input.Texts("FlowLogIds");
        return ListPage.Answer(
            call, "FlowLogs",
            [.. _logs.Where(log => log.Region == call.Region.Name && (ids.Count == 0 || ids.Contains((string)log.Log["FlowLogId"]!))).Select(log => log.Log.DeepClone())],
            1, 1000);
    }
}
