using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;
using AwsHardening.Sandbox.Settings;

namespace AwsHardening.Sandbox.EventBridge;

/// <summary>The bus itself, and who else may put events on it.</summary>
internal sealed class BusOperations(Regional<EventBus> buses)
{
    public void Register(OperationSet set)
    {
        set.Add("ListEventBuses", call => RuleOperations.Page(
            call, "EventBuses", EventRule.Bus.StartsWith(call.Text("NamePrefix") ?? "", StringComparison.Ordinal) ? [Shape(buses[call.Region])] : []));
        set.Add("DescribeEventBus", call => Shape(Named(call, "Name")));
        set.Add("PutPermission", Put);
        set.Add("RemovePermission", Remove);
    }

    private static JsonObject Shape(EventBus bus) => Json.Of(("Name", EventRule.Bus), ("Arn", bus.Arn), ("Policy", bus.Policy));

    private EventBus Named(ServiceCall call, string member)
    {
        buses[call.Region].CheckBus(call.Text(member));
        return buses[call.Region];
    }

    // A statement at a time, or the whole policy at once (Amazon EventBridge API Reference: PutPermission).
    private void Put(ServiceCall call)
    {
        var bus = Named(call, "EventBusName");
        if (call.Text("Policy") is { } policy)
        {
            bus.Policy = ResourcePolicy.IsPolicy(policy) ? policy : throw EventBridgeErrors.Validation("The policy is not valid.");
            return;
        }

        if (call.Text("StatementId") is not { } sid || call.Text("Principal") is not { } principal)
        {
            throw EventBridgeErrors.Validation("Parameters StatementId, Action and Principal are required, or Policy.");
        }

        var statement = Json.Of(
            ("Sid", sid), ("Effect", "Allow"), ("Principal", principal == "*" ? "*" : Json.Of(("AWS", $"arn:{bus.Arn.Split(':')[1]}:iam::{principal}:root"))),
            ("Action", call.Text("Action") ?? "events:PutEvents"), ("Resource", bus.Arn));
        if (call.Input["Condition"] is JsonObject condition)
        {
            ResourcePolicy.Hold(statement, condition.Text("Type")!, condition.Text("Key")!, condition.Text("Value"));
        }

        bus.Policy = ResourcePolicy.With(ResourcePolicy.Has(bus.Policy, sid) ? ResourcePolicy.Without(bus.Policy!, sid) : bus.Policy, "default", statement);
    }

    private void Remove(ServiceCall call)
    {
        var bus = Named(call, "EventBusName");
        bus.Policy = call.Flag("RemoveAllPermissions") is true ? null
            : call.Text("StatementId") is { } sid && ResourcePolicy.Has(bus.Policy, sid) ? ResourcePolicy.Without(bus.Policy!, sid)
            : throw EventBridgeErrors.NotFound($"Statement with id {call.Text("StatementId")} does not exist.");
    }
}
