using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Elb;

/// <summary>Target groups, and the health of their targets by what the network lets through.</summary>
internal sealed class TargetGroupOperations(Regional<ElbState> regions)
{
    public void Register(OperationSet set)
    {
        set.Add("CreateTargetGroup", Create);
        set.Add("DescribeTargetGroups", Describe);
        set.Add("DeleteTargetGroup", Delete);
        set.Add("RegisterTargets", call => Change(call, (group, target) =>
        {
            if (!group.Targets.Contains(target))
            {
                group.Targets.Add(target);
            }
        }));
        set.Add("DeregisterTargets", call => Change(call, (group, target) => group.Targets.Remove(target)));
        set.Add("DescribeTargetHealth", Health);
    }

    private ElbState State(ServiceCall call) => regions[call.Region];

    public static JsonObject Shape(ElbState state, TargetGroup group) => group.Shape(state.Leading(group).Select(balancer => balancer.Arn));

    private JsonObject Create(ServiceCall call)
    {
        var (state, name) = (State(call), call.Required("Name"));
        if (state.TargetGroups.Exists(group => group.Name == name))
        {
            throw new AwsErrorException("DuplicateTargetGroupName", $"A target group with the same name '{name}' exists, but with different settings");
        }

        var vpc = state.Ec2.Vpcs.Find(call.Text("VpcId") ?? "")
            ?? throw ElbErrors.Invalid($"The VPC ID '{call.Text("VpcId")}' is not found");
        var group = new TargetGroup(
            name, state.Arn($"targetgroup/{name}/{state.NewHex("target-group")}"), call.Text("Protocol") ?? "HTTP",
            call.Number("Port") ?? 80, vpc)
        {
            HealthCheckInterval = call.Number("HealthCheckIntervalSeconds") ?? 30,
            HealthCheckPath = call.Text("HealthCheckPath") ?? "/",
        };
        group.Tags.Add(call.Items("Tags"));
        state.TargetGroups.Add(group);
        return Json.Of(("TargetGroups", new JsonArray(Shape(state, group))));
    }

    private JsonObject Describe(ServiceCall call)
    {
        var state = State(call);
        var (arns, names, balancer) = (call.Texts("TargetGroupArns"), call.Texts("Names"), call.Text("LoadBalancerArn"));
        if (arns.Concat(names).Any(id => !state.TargetGroups.Exists(group => group.Arn == id || group.Name == id)))
        {
            throw ElbErrors.NoTargetGroup();
        }

        var leading = balancer is null ? null : state.LoadBalancer(balancer);
        return ElbState.Page(call, "TargetGroups", state.TargetGroups
            .Where(group => arns.Count + names.Count == 0 || arns.Contains(group.Arn) || names.Contains(group.Name))
            .Where(group => leading is null || state.Leading(group).Contains(leading))
            .Select(group => Shape(state, group)));
    }

    private void Delete(ServiceCall call)
    {
        var state = State(call);
        var group = state.TargetGroup(call.Required("TargetGroupArn"));
        if (state.Leading(group).Any())
        {
            throw new AwsErrorException("ResourceInUse", $"Target group '{group.Arn}' is currently in use by a listener or a rule");
        }

        state.TargetGroups.Remove(group);
    }

    private void Change(ServiceCall call, Action<TargetGroup, (Instance Instance, int Port)> change)
    {
        var state = State(call);
        var group = state.TargetGroup(call.Required("TargetGroupArn"));
        var targets = call.Items("Targets").Select(target => (
            state.Ec2.Instances.Find(target.Text("Id") ?? "") is { } instance && instance.Subnet.Vpc == group.Vpc
                ? instance
                : throw new AwsErrorException("InvalidTarget", $"The following targets are not in the target group VPC '{group.Vpc?.Id}': '{target.Text("Id")}'"),
            target.Number("Port") ?? group.Port)).ToList();
        targets.ForEach(target => change(group, target));
    }

    private JsonObject Health(ServiceCall call)
    {
        var state = State(call);
        return HealthOf(state, state.TargetGroup(call.Required("TargetGroupArn")));
    }

    public static JsonObject HealthOf(ElbState state, TargetGroup group)
    {
        var sources = state.Leading(group).SelectMany(balancer => balancer.Interfaces).ToList();
        return SnapshotOverlay.Show(Json.Of((TargetGroup.HealthMember, Json.List(group.Targets.Select(target => Json.Of(
            ("Target", Json.Of(("Id", target.Instance.Id), ("Port", target.Port))), ("HealthCheckPort", $"{target.Port}"),
            ("TargetHealth", Health(target, sources))))))), group.HealthOverlay);
    }

    private static JsonObject Health((Instance Instance, int Port) target, List<NetworkInterface> sources)
    {
        if (sources.Count == 0)
        {
            return Reason("unused", "Target.NotInUse", "Target group is not configured to receive traffic from the load balancer");
        }

        if (target.Instance.Status != InstanceStatus.Running || target.Instance.Primary is not { } eni)
        {
            return Reason("unused", "Target.InvalidState", "Target is in the stopped state");
        }

        return sources.TrueForAll(source => Connectivity.Reaches(source, eni, "tcp", target.Port))
            ? Json.Of(("State", "healthy"))
            : Reason("unhealthy", "Target.Timeout", "Request timed out");
    }

    private static JsonObject Reason(string state, string reason, string description) =>
        Json.Of(("State", state), ("Reason", reason), ("Description", description));
}
