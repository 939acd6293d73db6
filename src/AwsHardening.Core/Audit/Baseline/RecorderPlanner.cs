using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;

namespace AwsHardening.Core.Audit;

/// <summary>What a Region's recorder is to be.</summary>
/// <param name="RoleArn">The role of a new one.</param>
/// <param name="Global">Whether it is to record global types.</param>
/// <param name="Bucket">The bucket of a new delivery channel.</param>
/// <param name="KeyPrefix">The prefix of a new delivery channel's keys, or null.</param>
internal sealed record WantedRecorder(string RoleArn, bool Global, string Bucket, string? KeyPrefix);

/// <summary>
/// Makes a Region's recorder and its delivery channel, and starts it. One there is is extended; its role, its channel and its pace are
/// left as they are.
/// </summary>
internal static class RecorderPlanner
{
    private const string Group = "recordingGroup";
    private const string Name = "default";

    /// <summary>Plans the change; null where nothing falls short.</summary>
    /// <param name="header">A change with its ids, resource and reason.</param>
    /// <param name="present">The recorder as it is now.</param>
    /// <param name="wanted">What it is to be.</param>
    public static ResourceChange? Plan(ResourceChange header, JsonObject present, WantedRecorder wanted)
    {
        var there = ContentKind.IsThere(present);
        var name = (string?)present["name"] ?? Name;
        var before = new JsonObject { [ContentKind.Exists] = there };
        var after = new JsonObject { [ContentKind.Exists] = true };
        List<ApiCall> calls = [];
        List<ApiCall> inverse = [];
        void Add(string id, string operation, JsonObject parameters, string backId, string backOperation, JsonObject backParameters)
        {
            calls.Add(new ApiCall(id, "config", operation, parameters, backId, []));
            inverse.Insert(0, new ApiCall(backId, "config", backOperation, backParameters, id, []));
        }

        if (!there)
        {
            var recorder = new JsonObject { ["name"] = name, ["roleARN"] = wanted.RoleArn, [Group] = AllTypes(wanted.Global) };
            (after["roleARN"], after[Group]) = (wanted.RoleArn, AllTypes(wanted.Global));
            Add("put", "PutConfigurationRecorder", new() { ["ConfigurationRecorder"] = recorder }, "delete", "DeleteConfigurationRecorder", Named(name));
        }
        else if (!Meets(present, wanted.Global))
        {
            // Global types that are recorded here stay recorded, wherever here is.
            var group = AllTypes(wanted.Global || (bool?)present[Group]?["includeGlobalResourceTypes"] == true);
            (before[Group], after[Group]) = (present[Group]?.DeepClone(), group.DeepClone());
            Add("put", "PutConfigurationRecorder", With(present, group), "restore", "PutConfigurationRecorder", With(present, (JsonObject?)present[Group]));
        }

        if (present[RecorderKind.Channel] is null)
        {
            var channel = new JsonObject { ["name"] = Name, ["s3BucketName"] = wanted.Bucket };
            if (wanted.KeyPrefix is not null)
            {
                channel["s3KeyPrefix"] = wanted.KeyPrefix;
            }

            (before[RecorderKind.Channel], after[RecorderKind.Channel]) = (null, channel.DeepClone());
            Add("deliver", "PutDeliveryChannel", new() { [RecorderKind.Channel] = channel },
                "undeliver", "DeleteDeliveryChannel", new() { ["DeliveryChannelName"] = Name });
        }

        if ((bool?)present[RecorderKind.Recording] != true)
        {
            (before[RecorderKind.Recording], after[RecorderKind.Recording]) = (false, true);
            Add("start", "StartConfigurationRecorder", Named(name), "stop", "StopConfigurationRecorder", Named(name));
        }

        return calls.Count == 0 ? null : header with { Before = before, After = after, Calls = calls, Inverse = inverse };
    }

    /// <summary>Whether a recorder records all supported types, and the global ones where it is to.</summary>
    public static bool Meets(JsonObject present, bool global) => present[Group] is JsonObject group
        && (bool?)group["allSupported"] == true && (!global || (bool?)group["includeGlobalResourceTypes"] == true);

    private static JsonObject Named(string name) => new() { ["ConfigurationRecorderName"] = name };

    private static JsonObject With(JsonObject present, JsonObject? group)
    {
        var recorder = new JsonObject();
        foreach (var member in new[] { "name", "roleARN", "recordingMode" })
        {
            if (present[member] is { } value)
            {
                recorder[member] = value.DeepClone();
            }
        }

        recorder[Group] = group is null ? null : Written(group);
        return new() { ["ConfigurationRecorder"] = recorder };
    }

    // What an answer shows as empty contradicts the strategy where it is said in a request.
    private static JsonObject Written(JsonObject group) => new(group.Where(pair => JsonContent.Canonical(pair.Value) is not "null")
        .Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));

    private static JsonObject AllTypes(bool global) => new()
    {
        ["allSupported"] = true,
        ["includeGlobalResourceTypes"] = global,
        ["recordingStrategy"] = new JsonObject { ["useOnly"] = "ALL_SUPPORTED_RESOURCE_TYPES" },
    };
}
