using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Sandbox.EventBridge;

/// <summary>Puts a snapshot's rules and their targets into the state of a new account.</summary>
internal sealed class RuleLoader(EventBridgeService service, string region) : ServiceLoader("events", service.NewCopy(region))
{
    private readonly EventBus _bus = service.Buses[region];

    protected override void Add(SnapshotRecord record, JsonObject data)
    {
        var (name, arn) = (data.Text("Name")!, data.Text("Arn")!);
        var rule = new EventRule(name, arn)
        {
            State = data.Text("State") ?? EventRule.Enabled,
            Description = data.Text("Description"),
            Schedule = data.Text("ScheduleExpression"),
            RoleArn = data.Text("RoleArn"),
            ManagedBy = data.Text("ManagedBy"),
        };
        rule.Load(data.Text("EventPattern"));
        foreach (var target in data.Items("Targets"))
        {
            rule.Targets[target.Text("Id")!] = (JsonObject)target.DeepClone();
        }

        rule.Tags.Add(data.Items("Tags"));
        _bus.Rules.Add(name, rule);
        AddUnread(data, name, arn);
    }

    protected override void Compare(string type, JsonObject data)
    {
        var rule = _bus.Rules[data.Text("Name")!];
        rule.Overlay = SnapshotOverlay.Between(rule.Shape(), Shown(data, "Targets", "Tags"));
    }
}
