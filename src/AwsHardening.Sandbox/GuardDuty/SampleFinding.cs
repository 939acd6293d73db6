using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.GuardDuty;

/// <summary>A sample finding, as GuardDuty makes one up.</summary>
internal static class SampleFinding
{
    public static JsonObject Of(SampleType type, string detectorId, string id, string region, string accountId, DateTimeOffset now)
    {
        var partition = AwsPartition.OfRegion(region).Name;
        var time = ServiceInput.Answer(now);
        return new JsonObject
        {
            ["AccountId"] = accountId,
            ["Arn"] = $"arn:{partition}:guardduty:{region}:{accountId}:detector/{detectorId}/finding/{id}",
            ["CreatedAt"] = time.DeepClone(),
            ["Description"] = type.IsIam
                ? "API calls were made from an unusual place with the credentials of GeneratedFindingUserName."
                : "EC2 instance i-99999999 behaves in a way that it has not before.",
            ["Id"] = id,
            ["Partition"] = partition,
            ["Region"] = region,
            ["Resource"] = Resource(type),
            ["SchemaVersion"] = "2.0",
            ["Service"] = new JsonObject
            {
                ["Action"] = Action(type),
                ["Archived"] = false,
                ["Count"] = 1,
                ["DetectorId"] = detectorId,
                ["EventFirstSeen"] = time.DeepClone(),
                ["EventLastSeen"] = time.DeepClone(),
                ["ResourceRole"] = "TARGET",
                ["ServiceName"] = "guardduty",
                ["AdditionalInfo"] = new JsonObject { ["Value"] = "{\"sample\":true}", ["Type"] = "default" },
            },
            ["Severity"] = type.Severity,
            ["Title"] = $"[SAMPLE] {type.Name}",
            ["Type"] = type.Name,
            ["UpdatedAt"] = time.DeepClone(),
        };
    }

    private static JsonObject Resource(SampleType type) => type.IsIam
        ? new JsonObject
        {
            ["ResourceType"] = "AccessKey",
            ["AccessKeyDetails"] = new JsonObject
            {
                ["AccessKeyId"] = "GeneratedFindingAccessKeyId",
                ["PrincipalId"] = "GeneratedFindingPrincipalId",
                ["UserName"] = "GeneratedFindingUserName",
                ["UserType"] = "IAMUser",
            },
        }
        : new JsonObject
        {
            ["ResourceType"] = "Instance",
            ["InstanceDetails"] = new JsonObject
            {
                ["InstanceId"] = "i-99999999",
                ["InstanceType"] = "m3.xlarge",
                ["InstanceState"] = "running",
                ["ImageId"] = "ami-99999999",
            },
        };

    private static JsonObject Action(SampleType type)
    {
        var action = new JsonObject { ["ActionType"] = type.ActionType };
        switch (type.ActionType)
        {
            case "AWS_API_CALL":
                action["AwsApiCallAction"] = new JsonObject
                {
                    ["Api"] = "GeneratedFindingAPIName",
                    ["CallerType"] = "Remote IP",
                    ["ServiceName"] = "GeneratedFindingAPIServiceName",
                    ["RemoteIpDetails"] = Remote(),
                };
                break;
            case "DNS_REQUEST":
                action["DnsRequestAction"] = new JsonObject { ["Domain"] = "generatedfindingdomainname.example", ["Protocol"] = "UDP", ["Blocked"] = false };
                break;
            case "PORT_PROBE":
                action["PortProbeAction"] = new JsonObject
                {
                    ["Blocked"] = false,
                    ["PortProbeDetails"] = new JsonArray(new JsonObject
                    {
                        ["LocalPortDetails"] = new JsonObject { ["Port"] = 80, ["PortName"] = "HTTP" },
                        ["RemoteIpDetails"] = Remote(),
                    }),
                };
                break;
            default:
                action["NetworkConnectionAction"] = new JsonObject
                {
                    ["Blocked"] = false,
                    ["ConnectionDirection"] = "OUTBOUND",
                    ["Protocol"] = "TCP",
                    ["LocalPortDetails"] = new JsonObject { ["Port"] = 39677, ["PortName"] = "Unknown" },
                    ["RemotePortDetails"] = new JsonObject { ["Port"] = 22, ["PortName"] = "SSH" },
                    ["RemoteIpDetails"] = Remote(),
                };
                break;
        }

        return action;
    }

    private static JsonObject Remote() => new() { ["IpAddressV4"] = "198.51.100.0" };
}
