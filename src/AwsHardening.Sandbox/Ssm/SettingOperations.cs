using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Ssm;

/// <summary>Service settings, and the public parameters that every account can read.</summary>
internal sealed class SettingOperations(Regional<SsmRegion> regions)
{
    public const string HostManagementRole = "/ssm/managed-instance/default-ec2-instance-management-role";

    public const string DocumentSharing = "/ssm/documents/console/public-sharing-permission";

    private static readonly Dictionary<string, string> s_defaults = new(StringComparer.Ordinal)
    {
        [HostManagementRole] = "$None",
        ["/ssm/managed-instance/activation-tier"] = "standard",
        [DocumentSharing] = "Enable",
        ["/ssm/parameter-store/default-parameter-tier"] = "Standard",
        ["/ssm/parameter-store/high-throughput-enabled"] = "false",
    };

    private static readonly Dictionary<string, string> s_parameters = new(StringComparer.Ordinal)
    {
        ["/aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-x86_64-gp2"] = "ami-0123456789abcdef0",
        ["/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"] = "ami-0fedcba9876543210",
    };

    public void Register(OperationSet set)
    {
        set.Add("GetServiceSetting", call => Json.Of(("ServiceSetting", Shape(call))));
        set.Add("UpdateServiceSetting", call => { regions[call.Region].Settings[Known(call)] = call.Required("SettingValue"); });
        set.Add("ResetServiceSetting", call =>
        {
            regions[call.Region].Settings.Remove(Known(call));
            return Json.Of(("ServiceSetting", Shape(call)));
        });
        set.Add("GetParameter", call => Json.Of(("Parameter", Parameter(call.Region, call.Required("Name"))
            ?? throw new AwsErrorException("ParameterNotFound", ""))));
        set.Add("GetParameters", call => Json.Of(
            ("Parameters", Json.List(call.Texts("Names").Select(name => Parameter(call.Region, name)).OfType<JsonObject>())),
            ("InvalidParameters", Json.Texts(call.Texts("Names").Where(name => Parameter(call.Region, name) is null)))));
    }

    private static string Known(ServiceCall call)
    {
        // A setting may be named by its ARN, which ends with its id.
        var id = call.Required("SettingId");
        id = id.StartsWith("arn:", StringComparison.Ordinal) ? id[id.IndexOf("/ssm/", StringComparison.Ordinal)..] : id;
        return s_defaults.ContainsKey(id)
            ? id
            : throw new AwsErrorException("ServiceSettingNotFound", $"Setting {id} does not exist.");
    }

    private JsonObject Shape(ServiceCall call)
    {
        var (region, id) = (regions[call.Region], Known(call));
        var changed = region.Settings.TryGetValue(id, out var value);
        return Json.Of(
            ("SettingId", id), ("SettingValue", changed ? value : s_defaults[id]), ("Status", changed ? "Customized" : "Default"),
            ("LastModifiedDate", Json.Time(region.Now)), ("LastModifiedUser", changed ? region.Account.Principals.Default.Arn : "System"),
            ("ARN", $"arn:{region.Partition}:ssm:{call.Region}:{region.AccountId}:servicesetting{id}"));
    }

    private JsonObject? Parameter(string region, string name) => s_parameters.TryGetValue(name, out var value)
        ? Json.Of(
            ("Name", name), ("Type", "String"), ("Value", value), ("Version", 1), ("LastModifiedDate", Json.Time(regions[region].Now)),
            ("ARN", $"arn:{regions[region].Partition}:ssm:{region}::parameter{name}"), ("DataType", "aws:ec2:image"))
        : null;
}
