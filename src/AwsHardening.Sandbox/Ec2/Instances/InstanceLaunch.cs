using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>RunInstances.</summary>
internal static partial class InstanceLaunch
{
    public static JsonObject Run(Ec2Call call)
    {
        var image = call.Input.Required("ImageId");
        if (!ImageId().IsMatch(image))
        {
            throw new AwsErrorException("InvalidAMIID.Malformed", $"Invalid id: \"{image}\" (expecting \"ami-...\")");
        }

        var count = Count(call);
        var keyName = call.Input.Text("KeyName");
        if (keyName is not null && !call.Region.KeyPairs.Rows.Any(key => key.Name == keyName))
        {
            throw ResourceKind.KeyPair.NotFound(keyName);
        }

        var tags = TagSpecifications.Read(call.Input, ResourceKind.Instance, "network-interface", "volume");
        var eniTags = TagSpecifications.Read(call.Input, ResourceKind.NetworkInterface, "instance", "volume");
        var profile = ProfileAssociationOperations.Read(call);
        var cards = Cards(call);
        CheckCards(cards, count);
        call.StopIfDryRun();
        var reservation = new Reservation(call.NewId("r"), call.AccountId);
        var instances = Enumerable.Range(0, count).Select(index =>
        {
            var subnet = cards[0].Subnet;
            var instance = new Instance(call.NewId(ResourceKind.Instance), reservation, subnet, call.Now)
            {
                ImageId = image,
                InstanceType = call.Input.Text("InstanceType") ?? "m1.small",
                KeyName = keyName,
                Profile = profile,
                LaunchIndex = index,
                ClientToken = call.Input.Text("ClientToken"),
                HttpTokens = call.Input.Item("MetadataOptions")?.Text("HttpTokens") ?? "optional",
                HttpEndpoint = call.Input.Item("MetadataOptions")?.Text("HttpEndpoint") ?? "enabled",
                HttpPutResponseHopLimit = call.Input.Item("MetadataOptions")?.Number("HttpPutResponseHopLimit") ?? 1,
                DisableApiTermination = call.Input.Flag("DisableApiTermination") is true,
                UserData = call.Input.Text("UserData"),
            };
            instance.SetTags(tags);
            cards.ForEach(card => card.AttachTo(call, instance, eniTags));
            return call.Region.Instances.Add(instance);
        }).ToList();
        var answer = InstanceOperations.ReservationShape(reservation, instances);
        instances.ForEach(instance => call.State.Later(() => instance.Status =
            instance.Status == InstanceStatus.Pending ? InstanceStatus.Running : instance.Status));
        return answer;
    }

    private static int Count(Ec2Call call)
    {
        var (least, most) = (call.Input.RequiredNumber("MinCount"), call.Input.RequiredNumber("MaxCount"));
        return least >= 1 && most >= least
            ? most
            : throw Ec2Errors.InvalidValue($"Invalid value '{most}' for MaxCount. It must be at least MinCount, which must be at least 1.");
    }

    private static List<InstanceCard> Cards(Ec2Call call)
    {
        var listed = call.Input.Items("NetworkInterfaces");
        if (listed.Count > 0)
        {
            if (call.Input.Has("SubnetId") || call.Input.Has("SecurityGroupIds"))
            {
                throw Ec2Errors.InvalidCombination(
                    "Network interfaces and an instance-level subnet ID or security groups may not be specified on the same request");
            }

            return [.. listed.Select(item => InstanceCard.Read(call, item, item.Texts("Groups"))).OrderBy(card => card.DeviceIndex)];
        }

        return [InstanceCard.Read(call, call.Input, call.Input.Texts("SecurityGroupIds"))];
    }

    private static void CheckCards(List<InstanceCard> cards, int count)
    {
        if (cards[0].DeviceIndex != 0 || cards.DistinctBy(card => card.DeviceIndex).Count() < cards.Count)
        {
            throw Ec2Errors.InvalidValue("Each network interface requires a device index of its own, and one the device index 0.");
        }

        if (count > 1 && cards.Exists(card => card.Existing is not null))
        {
            throw Ec2Errors.InvalidCombination("Existing network interfaces may be specified only for a single instance");
        }

        if (count > 1 && cards.Exists(card => card.HasFixedAddress))
        {
            throw Ec2Errors.InvalidCombination("Private IP addresses may be specified only for a single instance");
        }

        foreach (var need in cards.Where(card => card.Existing is null).GroupBy(card => card.Subnet))
        {
            // Finds out, before anything is made, that there are addresses for every instance.
            _ = need.Key.Addresses.Choose([], count * need.Sum(card => card.AddressesEach));
        }
    }

    [GeneratedRegex("^ami-[0-9a-f]{8}([0-9a-f]{9})?$")]
    private static partial Regex ImageId();
}
