using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>Network interfaces: create, delete, attach, detach, describe, change.</summary>
internal static class NetworkInterfaceOperations
{
    private static readonly Describe<NetworkInterface> s_describe = new("DescribeNetworkInterfaces", "NetworkInterfaces")
    {
        Ids = "NetworkInterfaceIds",
        IdsExcludePaging = true,
        Shape = eni => eni.Shape(),
        Filters = NetworkInterfaceFilters.Table,
        Narrow = InNamedGroups,
    };

    public static void Register(OperationTable table)
    {
        table.Add(s_describe, region => region.NetworkInterfaces);
        table.Add("CreateNetworkInterface", Create);
        table.Add("DeleteNetworkInterface", Delete);
        table.Add("ModifyNetworkInterfaceAttribute", ModifyAttribute);
        table.Add("AttachNetworkInterface", Attach);
        table.Add("DetachNetworkInterface", Detach);
    }

    private static List<NetworkInterface>? InNamedGroups(Ec2Call call)
    {
        var ids = call.Input.Items("Filters").Find(filter => filter.Text("Name") == "group-id")?.Texts("Values");
        return ids is { Count: > 0 } && ids.TrueForAll(Wildcard.IsLiteral)
            ? [.. ids.SelectMany(id => call.Region.SecurityGroups.Find(id)?.Members ?? []).Distinct().OrderBy(eni => eni.Sequence)]
            : null;
    }

    private static JsonObject Create(Ec2Call call)
    {
        var subnet = call.Region.Subnets.Get(call.Input.Required("SubnetId"));
        var request = InterfaceReader.Read(call, call.Input, subnet, call.Input.Texts("Groups"));
        var tags = call.NewTags(ResourceKind.NetworkInterface);
        call.StopIfDryRun();
        var eni = InterfaceMaker.Own(call, request);
        eni.SetTags(tags);
        var shape = eni.Shape();
        shape["Status"] = "pending";
        return Json.Of(("NetworkInterface", shape), ("ClientToken", call.Input.Text("ClientToken")));
    }

    private static JsonObject Delete(Ec2Call call)
    {
        var eni = GetOwn(call);
        if (eni.Attachment is not null)
        {
            throw new AwsErrorException("InvalidParameterValue", $"Network interface '{eni.Id}' is currently in use.");
        }

        call.StopIfDryRun();
        InterfaceMaker.Remove(eni);
        return Json.Nothing();
    }

    private static JsonObject ModifyAttribute(Ec2Call call)
    {
        var eni = GetOwn(call);
        var attributes = new[] { "Description", "SourceDestCheck", "Groups", "Attachment" }.Where(call.Input.Has).ToList();
        if (attributes.Count != 1)
        {
            throw attributes.Count == 0
                ? Ec2Errors.MissingParameter("description, sourceDestCheck, groups or attachment")
                : Ec2Errors.InvalidCombination("Fields for multiple attribute types specified: " + string.Join(", ", attributes));
        }

        var groups = attributes[0] == "Groups" ? Groups(call, eni) : eni.Groups;
        var keep = attributes[0] == "Attachment" ? Attachment(call.Input.Item("Attachment")!, eni) : null;
        call.StopIfDryRun();
        if (attributes[0] == "Groups")
        {
            eni.SetGroups(groups);
        }

        eni.Description = call.Input.Item("Description")?.Text("Value") ?? eni.Description;
        eni.SourceDestCheck = call.Input.Attribute("SourceDestCheck") ?? eni.SourceDestCheck;
        if (keep is { } flag)
        {
            eni.Attachment!.DeleteOnTermination = flag;
        }

        return Json.Nothing();
    }

    private static List<SecurityGroup> Groups(Ec2Call call, NetworkInterface eni) => call.Input.Texts("Groups") is { Count: > 0 } ids
        ? GroupResolver.OfInterface(call, eni.Subnet.Vpc, ids)
        : throw Ec2Errors.InvalidValue("At least one security group must be specified.");

    private static bool? Attachment(Ec2Input input, NetworkInterface eni) =>
        eni.Attachment is { } attachment && attachment.Id == input.Required("AttachmentId")
            ? input.Flag("DeleteOnTermination")
            : throw NoAttachment(input.Required("AttachmentId"));

    private static JsonObject Attach(Ec2Call call)
    {
        var eni = GetOwn(call);
        var instance = call.Region.Instances.Get(call.Input.Required("InstanceId"));
        var index = call.Input.RequiredNumber("DeviceIndex");
        if (eni.Attachment is not null)
        {
            throw new AwsErrorException("InvalidNetworkInterface.InUse", $"Interface: [{eni.Id}] in use.");
        }

        if (instance.Interfaces.Exists(other => other.Attachment!.DeviceIndex == index))
        {
            throw Ec2Errors.InvalidValue($"Instance '{instance.Id}' already has an interface attached at device index '{index}'.");
        }

        if (instance.Status.Code > InstanceStatus.Running.Code && instance.Status != InstanceStatus.Stopped)
        {
            throw instance.WrongState();
        }

        if (eni.Subnet.Zone != instance.Subnet.Zone)
        {
            throw new AwsErrorException(
                "InvalidParameterCombination",
                $"You may not attach a network interface to an instance if they are not in the same availability zone");
        }

        call.StopIfDryRun();
        instance.Attach(call, eni, index, deleteOnTermination: false);
        return Json.Of(("AttachmentId", eni.Attachment!.Id), ("NetworkCardIndex", 0));
    }

    private static JsonObject Detach(Ec2Call call)
    {
        var id = call.Input.Required("AttachmentId");
        var eni = call.Region.NetworkInterfaces.Rows.FirstOrDefault(other => other.Attachment?.Id == id) ?? throw NoAttachment(id);
        if (eni.IsManaged)
        {
            throw new AwsErrorException(
                "OperationNotPermitted", $"You are not allowed to manage '{id[..id.LastIndexOf('-')]}' attachments.");
        }

        if (eni.Attachment!.DeviceIndex == 0)
        {
            throw new AwsErrorException(
                "OperationNotPermitted", "The network interface at device index 0 and networkCard index 0 cannot be detached.");
        }

        call.StopIfDryRun();
        var (instance, attachment) = (eni.Attachment.Instance!, eni.Attachment);
        attachment.Status = "detaching";
        call.State.Later(() =>
        {
            instance.Interfaces.Remove(eni);
            eni.Attachment = null;
        });
        return Json.Nothing();
    }

    public static NetworkInterface GetOwn(Ec2Call call)
    {
        var eni = call.Region.NetworkInterfaces.Get(call.Input.Required("NetworkInterfaceId"));
        return eni.IsManaged ? throw Ec2Errors.ManagedByService() : eni;
    }

    private static AwsErrorException NoAttachment(string id) =>
        new("InvalidAttachmentID.NotFound", $"The network interface attachment ID '{id}' does not exist");
}
