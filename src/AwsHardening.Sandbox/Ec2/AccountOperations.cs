using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>What the account and its Regions are: no resource of the account's own.</summary>
internal static class AccountOperations
{
    private static readonly string[] s_enabled =
    [
        "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "ca-central-1",
        "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3", "sa-east-1", "us-east-1", "us-east-2", "us-west-1",
        "us-west-2",
    ];

    private static readonly string[] s_optIn =
    [
        "af-south-1", "ap-east-1", "ap-south-2", "ap-southeast-3", "ap-southeast-4", "ca-west-1", "eu-central-2", "eu-south-1",
        "eu-south-2", "il-central-1", "me-central-1", "me-south-1",
    ];

    private static readonly FilterTable<Row> s_regionFilters = new()
    {
        { "region-name", row => row.Id },
        { "endpoint", row => row.Text("Endpoint") },
        { "opt-in-status", row => row.Text("OptInStatus") },
    };

    private static readonly FilterTable<Row> s_zoneFilters = new()
    {
        { "zone-name", row => row.Id },
        { "zone-id", row => row.Text("ZoneId") },
        { "region-name", row => row.Text("RegionName") },
        { "group-name", row => row.Text("GroupName") },
        { "state", row => row.Text("State") },
        { "zone-type", row => row.Text("ZoneType") },
        { "opt-in-status", row => row.Text("OptInStatus") },
    };

    public static void Register(OperationTable table)
    {
        table.Add("DescribeRegions", Regions);
        table.Add("DescribeAvailabilityZones", Zones);
        table.Add("DescribeAccountAttributes", Attributes);
        table.Add("DescribeTransitGatewayVpcAttachments", TransitGatewayAttachments);
    }

    private static JsonObject Regions(Ec2Call call)
    {
        var names = call.Input.Texts("RegionNames");
        var rows = s_enabled.Select(name => Region(name, "opt-in-not-required"))
            .Concat(s_optIn.Select(name => Region(name, "not-opted-in"))).ToList();
        if (names.Find(name => !rows.Exists(row => row.Id == name)) is { } unknown)
        {
            throw Ec2Errors.InvalidValue($"Invalid region name: {unknown}");
        }

        var passes = s_regionFilters.Compile(call.Input.Items("Filters"));
        call.StopIfDryRun();
        var all = call.Input.Flag("AllRegions") is true || names.Count > 0;
        return Json.Of(("Regions", Json.List(rows
            .Where(row => (all || row.Text("OptInStatus") != "not-opted-in") && (names.Count == 0 || names.Contains(row.Id)))
            .Where(passes).OrderBy(row => row.Id, StringComparer.Ordinal).Select(row => row.Json))));
    }

    private static Row Region(string name, string status) => new(name, Json.Of(
        ("RegionName", name), ("Endpoint", $"ec2.{name}.amazonaws.com"), ("OptInStatus", status)));

    private static JsonObject Zones(Ec2Call call)
    {
        var (names, ids) = (call.Input.Texts("ZoneNames"), call.Input.Texts("ZoneIds"));
        var zones = call.Region.Zones.Zip(call.Region.ZoneShapes, (zone, shape) => (zone.Name, zone.Id, Shape: shape)).ToList();
        if (names.Find(name => !zones.Exists(zone => zone.Name == name)) is { } unknown)
        {
            throw Ec2Errors.InvalidValue($"Invalid availability zone: [{unknown}]");
        }

        var passes = s_zoneFilters.Compile(call.Input.Items("Filters"));
        call.StopIfDryRun();
        return Json.Of(("AvailabilityZones", Json.List(zones
            .Where(zone => (names.Count == 0 || names.Contains(zone.Name)) && (ids.Count == 0 || ids.Contains(zone.Id)))
            .Select(zone => new Row(zone.Name, (JsonObject)zone.Shape.DeepClone()))
            .Where(passes).Select(row => row.Json))));
    }

    private static JsonObject Attributes(Ec2Call call)
    {
        (string Name, string Value)[] attributes =
        [
            ("supported-platforms", "VPC"),
            ("default-vpc", call.Region.DefaultVpc?.Id ?? "none"),
            ("max-instances", "20"),
            ("vpc-max-security-groups-per-interface", call.Options.SecurityGroupsPerInterface.ToString()),
            ("max-elastic-ips", call.Options.AddressesPerRegion.ToString()),
            ("vpc-max-elastic-ips", call.Options.AddressesPerRegion.ToString()),
        ];
        var names = call.Input.Texts("AttributeNames");
        call.StopIfDryRun();
        return Json.Of(("AccountAttributes", Json.List(attributes
            .Where(attribute => names.Count == 0 || names.Contains(attribute.Name))
            .Select(attribute => Json.Of(
                ("AttributeName", attribute.Name),
                ("AttributeValues", new JsonArray(Json.Of(("AttributeValue", attribute.Value)))))))));
    }

    /// <summary>The account has no transit gateway.</summary>
    private static JsonObject TransitGatewayAttachments(Ec2Call call)
    {
        if (call.Input.Texts("TransitGatewayAttachmentIds") is { Count: > 0 } ids)
        {
            throw new AwsErrorException(
                "InvalidTransitGatewayAttachmentID.NotFound", $"Transit Gateway Attachment {ids[0]} was deleted or does not exist.");
        }

        return ListPage.Answer(call, "TransitGatewayVpcAttachments", [], 5, 1000);
    }

    private sealed class Row(string id, JsonObject json) : Ec2Resource(ResourceKind.Vpc, id)
    {
        public JsonObject Json { get; } = json;

        public string Text(string member) => (string?)Json[member] ?? "";
    }
}
