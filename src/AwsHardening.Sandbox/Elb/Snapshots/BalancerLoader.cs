using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Ec2.Snapshots;
using AwsHardening.Sandbox.Services;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Sandbox.Elb;

/// <summary>Puts a snapshot's load balancers, target groups and listeners into the state of a new account, over its interfaces.</summary>
internal sealed class BalancerLoader(ElbService service, string region) : ServiceLoader("elbv2", service.NewCopy(region))
{
    private readonly ElbState _state = service.Regions[region];

    protected override void Add(SnapshotRecord record, JsonObject data)
    {
        if (record.Type == SnapshotTypes.LoadBalancer.Name)
        {
            AddBalancer(record, data);
        }
        else if (record.Type == SnapshotTypes.TargetGroup.Name)
        {
            AddTargetGroup(data);
        }
        else
        {
            AddListener(data);
        }
    }

    protected override void Compare(string type, JsonObject data)
    {
        if (type == SnapshotTypes.LoadBalancer.Name && _state.LoadBalancers.Find(one => one.Arn == data.Text("LoadBalancerArn")) is { } balancer)
        {
            balancer.Overlay = SnapshotOverlay.Between(balancer.Shape(), Shown(data, "Attributes", "Tags"));
        }
        else if (type == SnapshotTypes.TargetGroup.Name)
        {
            var group = _state.TargetGroup(data.Text("TargetGroupArn")!);
            if (data[TargetGroup.HealthMember] is JsonArray told)
            {
                group.HealthOverlay = SnapshotOverlay.Between(
                    TargetGroupOperations.HealthOf(_state, group), new JsonObject { [TargetGroup.HealthMember] = told.DeepClone() });
            }

            group.Overlay = SnapshotOverlay.Between(
                TargetGroupOperations.Shape(_state, group), Shown(data, TargetGroup.HealthMember, "Tags"));
        }
        else if (type == SnapshotTypes.Listener.Name
            && _state.LoadBalancers.SelectMany(one => one.Listeners, (one, listener) => (Balancer: one, Listener: listener))
                .FirstOrDefault(one => one.Listener.Arn == data.Text("ListenerArn")) is { Listener: { } found } pair)
        {
            if (data["Rules"] is JsonArray rules)
            {
                found.RulesOverlay = SnapshotOverlay.Between(found.Rules(), new JsonObject { ["Rules"] = rules.DeepClone() });
            }

            found.Overlay = SnapshotOverlay.Between(found.Shape(pair.Balancer), Shown(data, "Rules", "Tags"));
        }
    }

    private void AddBalancer(SnapshotRecord record, JsonObject data)
    {
        var arn = data.Text("LoadBalancerArn")!;
        if (_state.Ec2.Vpcs.Find(data.Text("VpcId") ?? "") is not { } vpc)
        {
            Copy.AddUnread(new SnapshotRecord(record.Type) { Unread = $"The snapshot says nothing about the VPC of {arn}." });
            return;
        }

        var balancer = new LoadBalancer(
            data.Text("LoadBalancerName")!, arn, data.Text("DNSName") ?? "", data.Text("Scheme") ?? "", vpc,
            LoadScene.Time(data.Text("CreatedTime")));
        // AWS names the balancer in the descriptions of its interfaces and nowhere else.
        var mark = "ELB " + arn[(arn.IndexOf(":loadbalancer/", StringComparison.Ordinal) + ":loadbalancer/".Length)..];
        var subnets = data.Items("AvailabilityZones").Select(zone => zone.Text("SubnetId")).ToList();
        balancer.Interfaces.AddRange(_state.Ec2.NetworkInterfaces.Rows.Where(eni => eni.Description == mark)
            .OrderBy(eni => subnets.IndexOf(eni.Subnet.Id)));
        if (data["Attributes"] is JsonArray)
        {
            balancer.Attributes.Clear();
        }

        foreach (var attribute in data.Items("Attributes"))
        {
            balancer.Attributes[attribute.Text("Key")!] = attribute.Text("Value") ?? "";
        }

        balancer.Tags.Add(data.Items("Tags"));
        _state.LoadBalancers.Add(balancer);
        AddUnread(data, arn);
    }

    private void AddTargetGroup(JsonObject data)
    {
        var arn = data.Text("TargetGroupArn")!;
        var group = new TargetGroup(
            data.Text("TargetGroupName")!, arn, data.Text("Protocol") ?? "", data.Number("Port") ?? 0,
            data.Text("VpcId") is { } vpc ? _state.Ec2.Vpcs.Find(vpc) : null)
        {
            HealthCheckInterval = data.Number("HealthCheckIntervalSeconds") ?? 0,
            HealthCheckPath = data.Text("HealthCheckPath") ?? "",
        };
        foreach (var target in data.Items(TargetGroup.HealthMember).Select(health => health["Target"]).OfType<JsonObject>())
        {
            // Other targets than instances are shown as they were, by what lies over the health.
            if (_state.Ec2.Instances.Find(target.Text("Id") ?? "") is { } instance)
            {
                group.Targets.Add((instance, target.Number("Port") ?? group.Port));
            }
        }

        group.Tags.Add(data.Items("Tags"));
        _state.TargetGroups.Add(group);
        AddUnread(data, arn);
    }

    private void AddListener(JsonObject data)
    {
        var arn = data.Text("ListenerArn")!;
        if (_state.LoadBalancers.Find(one => one.Arn == data.Text("LoadBalancerArn")) is not { } balancer)
        {
            return;
        }

        var listener = new Listener(
            arn, data.Text("Protocol") ?? "", data.Number("Port") ?? 0,
            (JsonArray)(data["DefaultActions"] ?? new JsonArray()).DeepClone(), data.Text("SslPolicy"));
        listener.Tags.Add(data.Items("Tags"));
        balancer.Listeners.Add(listener);
        AddUnread(data, arn);
    }
}
