using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>Instances after their launch.</summary>
internal static class InstanceOperations
{
    private static readonly TimeSpan s_visibleAfterTermination = TimeSpan.FromHours(1);

    private static readonly Describe<Instance> s_describe = new("DescribeInstances", "Reservations")
    {
        Ids = "InstanceIds",
        IdsExcludePaging = true,
        Shape = instance => instance.Shape(),
        Filters = InstanceFilters.Table,
    };

    public static void Register(OperationTable table)
    {
        table.Add("RunInstances", InstanceLaunch.Run);
        table.Add("DescribeInstances", Describe);
        table.Add("StartInstances", Start);
        table.Add("StopInstances", Stop);
        table.Add("TerminateInstances", Terminate);
        table.Add("ModifyInstanceAttribute", ModifyAttribute);
        table.Add("DescribeInstanceAttribute", DescribeAttribute);
        table.Add("ModifyInstanceMetadataOptions", MetadataOptions.Modify);
    }

    public static JsonObject ReservationShape(Reservation reservation, IEnumerable<Instance> instances) => Json.Of(
        ("ReservationId", reservation.Id),
        ("OwnerId", reservation.OwnerId),
        ("Groups", new JsonArray()),
        ("Instances", Json.List(instances.Select(instance => instance.Show(instance.Shape())))));

    /// <summary>A page counts instances, and shows them inside their reservations.</summary>
    private static JsonObject Describe(Ec2Call call)
    {
        var (page, next) = s_describe.Select(call, call.Region.Instances, call.Region.Instances.Rows);
        call.StopIfDryRun();
        return Json.Of(
            ("Reservations", Json.List(page.GroupBy(instance => instance.Reservation)
                .Select(group => ReservationShape(group.Key, group)))),
            ("NextToken", next));
    }

    private static JsonObject Start(Ec2Call call) => Change(
        call, "StartingInstances", [InstanceStatus.Stopped], InstanceStatus.Pending, InstanceStatus.Running, [InstanceStatus.Running]);

    private static JsonObject Stop(Ec2Call call) => Change(
        call, "StoppingInstances", [InstanceStatus.Running, InstanceStatus.Pending], InstanceStatus.Stopping, InstanceStatus.Stopped,
        [InstanceStatus.Stopped, InstanceStatus.Stopping]);

    private static JsonObject Terminate(Ec2Call call)
    {
        var instances = Named(call);
        if (instances.Find(instance => instance.DisableApiTermination) is { } locked)
        {
            throw new AwsErrorException(
                "OperationNotPermitted",
                $"The instance '{locked.Id}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.");
        }

        return Change(
            call, "TerminatingInstances",
            [InstanceStatus.Pending, InstanceStatus.Running, InstanceStatus.Stopping, InstanceStatus.Stopped],
            InstanceStatus.ShuttingDown, InstanceStatus.Terminated, [InstanceStatus.ShuttingDown, InstanceStatus.Terminated]);
    }

    private static JsonObject Change(
        Ec2Call call, string list, InstanceStatus[] from, InstanceStatus on, InstanceStatus to, InstanceStatus[] already)
    {
        var instances = Named(call);
        if (instances.Find(instance => !from.Contains(instance.Status) && !already.Contains(instance.Status)) is { } wrong)
        {
            throw new AwsErrorException(
                "IncorrectInstanceState",
                $"The instance '{wrong.Id}' is not in a state from which it can be {(on == InstanceStatus.Pending ? "started" : "stopped")}.");
        }

        call.StopIfDryRun();
        return Json.Of((list, Json.List(instances.ConvertAll(instance =>
        {
            var before = instance.Status;
            if (from.Contains(before))
            {
                instance.Status = on;
                call.State.Later(() => Finish(call, instance, to));
            }

            return (JsonNode)Json.Of(
                ("InstanceId", instance.Id), ("PreviousState", before.Shape()), ("CurrentState", instance.Status.Shape()));
        }))));
    }

    private static void Finish(Ec2Call call, Instance instance, InstanceStatus status)
    {
        instance.Status = status;
        if (status == InstanceStatus.Terminated)
        {
            Release(instance);
            call.State.Later(() => call.Region.Instances.Remove(instance), s_visibleAfterTermination);
        }
        else if (status == InstanceStatus.Stopped)
        {
            // A stopped instance keeps its Elastic IP address and loses one of Amazon's pool.
            foreach (var address in instance.Interfaces.SelectMany(eni => eni.Addresses)
                .Where(address => address.Association is { AllocationId: null }))
            {
                address.Association = null;
            }
        }
    }

    private static void Release(Instance instance)
    {
        foreach (var eni in instance.Interfaces)
        {
            var goes = eni.Attachment!.DeleteOnTermination;
            eni.Attachment = null;
            if (goes)
            {
                InterfaceMaker.Remove(eni);
            }
        }

        instance.Interfaces.Clear();
        instance.StateTransitionReason = "User initiated";
    }

    private static JsonObject DescribeAttribute(Ec2Call call)
    {
        var (instance, attribute) = (call.Region.Instances.Get(call.Input.Required("InstanceId")), call.Input.Required("Attribute"));
        (string, JsonNode?) shown = attribute switch
        {
            "userData" => ("UserData", Json.Of(("Value", instance.UserData))),
            "instanceType" => ("InstanceType", Json.Of(("Value", instance.InstanceType))),
            "disableApiTermination" => ("DisableApiTermination", Json.Of(("Value", instance.DisableApiTermination))),
            _ => throw Ec2Errors.InvalidValue($"Value ({attribute}) for parameter attribute is invalid. Unknown attribute."),
        };
        call.StopIfDryRun();
        return Json.Of(("InstanceId", instance.Id), shown);
    }

    private static JsonObject ModifyAttribute(Ec2Call call)
    {
        var instance = call.Region.Instances.Get(call.Input.Required("InstanceId"));
        var groups = call.Input.Texts("Groups") is { Count: > 0 } ids
            ? GroupResolver.OfInterface(call, instance.Subnet.Vpc, ids)
            : null;
        if (groups is not null && instance.Interfaces.Count > 1)
        {
            throw new AwsErrorException(
                "InvalidInstanceID", $"There are multiple interfaces attached to instance '{instance.Id}'. "
                + "Please specify an interface ID for the operation instead.");
        }

        var primary = instance.PrimaryInterface;
        call.StopIfDryRun();
        if (groups is not null)
        {
            primary.SetGroups(groups);
        }

        primary.SourceDestCheck = call.Input.Attribute("SourceDestCheck") ?? primary.SourceDestCheck;
        instance.DisableApiTermination = call.Input.Attribute("DisableApiTermination") ?? instance.DisableApiTermination;
        instance.InstanceType = call.Input.Item("InstanceType")?.Text("Value") ?? instance.InstanceType;
        return Json.Nothing();
    }

    private static List<Instance> Named(Ec2Call call) => call.Region.Instances.GetAll(call.Input.RequiredTexts("InstanceIds"));
}
