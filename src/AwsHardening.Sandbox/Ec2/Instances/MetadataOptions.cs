using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>How the instance metadata service answers: with or without a token, over how many hops, or not at all.</summary>
internal static class MetadataOptions
{
    private const int MostHops = 64;

    /// <summary>Changes what is said, and leaves the rest; answers what is not applied yet.</summary>
    public static JsonObject Modify(Ec2Call call)
    {
        var instance = call.Region.Instances.Get(call.Input.Required("InstanceId"));
        var tokens = OneOf(call, "HttpTokens", "optional", "required");
        var endpoint = OneOf(call, "HttpEndpoint", "enabled", "disabled");
        var hops = call.Input.Number("HttpPutResponseHopLimit");
        if (hops is < 1 or > MostHops)
        {
            throw Ec2Errors.InvalidValue($"Invalid value '{hops}' for HttpPutResponseHopLimit. It must be from 1 to {MostHops}.");
        }

        if (instance.Status == InstanceStatus.Terminated || instance.Status == InstanceStatus.ShuttingDown)
        {
            throw instance.WrongState();
        }

        call.StopIfDryRun();
        instance.HttpTokens = tokens ?? instance.HttpTokens;
        instance.HttpEndpoint = endpoint ?? instance.HttpEndpoint;
        instance.HttpPutResponseHopLimit = hops ?? instance.HttpPutResponseHopLimit;
        return Json.Of(("InstanceId", instance.Id), ("InstanceMetadataOptions", instance.MetadataOptions("pending")));
    }

    private static string? OneOf(Ec2Call call, string member, params string[] values) => call.Input.Text(member) switch
    {
        null => null,
        { } said when values.Contains(said) => said,
        { } said => throw Ec2Errors.InvalidValue($"Invalid value '{said}' for {member}."),
    };
}
