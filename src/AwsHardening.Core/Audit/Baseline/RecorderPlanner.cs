using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;

namespace AwsHardening.Core.Audit;

/// <summary>Makes a Region's recorder, its channel, and starts it; extends a recorder there is, and never replaces its role or its channel.</summary>
internal static class RecorderPlanner
{
    private const string Group = "recordingGroup";
    private const string Name = "default";

    /// <summary>The recorder without its start; null where it records enough.</summary>
    /// <param name="header">A change with its ids, resource and reason.</param>
    /// <param name="present">The recorder as it is now.</param>
    /// <param name="roleArn">The role of a new one.</param>
    /// <param name="global">Whether it is to record global types.</param>
    public static ResourceChange? Put(ResourceChange header, JsonObject present, string roleArn, bool global)
    {
        if (ContentKind.IsThere(present))
        {
            return Meets(present, global) ? null : Extend(header, present, global);
        }

        var recorder = new JsonObject { ["name"] = Name, ["roleARN"] = roleArn, [Group] = AllTypes(global) };
        return header with
        {
            Before = ContentKind.Absent(),
            After = new() { [ContentKind.Exists] = true, ["roleARN"] = roleArn, [Group] = AllTypes(global) },
            Calls = [Call("put", "PutConfigurationRecorder", new() { ["ConfigurationRecorder"] = recorder }, "delete")],
            Inverse = [Call("delete", "DeleteConfigurationRecorder", new() { ["ConfigurationRecorderName"] = Name }, "put")],
        };
    }

    /// <summary>The channel; null where there is one.</summary>
    public static ResourceChange? Channel(ResourceChange header, JsonObject present, string bucket, string? keyPrefix)
    {
        if (ContentKind.IsThere(present))
        {
            return null;
        }

        var channel = new JsonObject { ["name"] = Name, ["s3BucketName"] = bucket };
        if (keyPrefix is not null)
        {
            channel["s3KeyPrefix"] = keyPrefix;
        }

        var after = new JsonObject { [ContentKind.Exists] = true };
        foreach (var (name, value) in channel.Where(pair => pair.Key != "name"))
        {
            after[name] = value!.DeepClone();
        }

        return header with
        {
            Before = ContentKind.Absent(),
            After = after,
            Calls = [Call("put", "PutDeliveryChannel", new() { ["DeliveryChannel"] = channel }, "delete")],
            Inverse = [Call("delete", "DeleteDeliveryChannel", new() { ["DeliveryChannelName"] = Name }, "put")],
        };
    }

    /// <summary>The start; null where it is recording.</summary>
    public static ResourceChange? Start(ResourceChange header, JsonObject present)
    {
        if ((bool?)present[RecorderKind.Recording] == true)
        {
            return null;
        }

        JsonObject Named() => new() { ["ConfigurationRecorderName"] = (string?)present["name"] ?? Name };
        JsonObject Is(bool recording) => new() { [ContentKind.Exists] = true, [RecorderKind.Recording] = recording };
        return header with
        {
            Before = Is(false),
            After = Is(true),
            Calls = [Call("start", "StartConfigurationRecorder", Named(), "stop")],
            Inverse = [Call("stop", "StopConfigurationRecorder", Named(), "start")],
        };
    }

    /// <summary>Whether a recorder records all supported types, and the global ones where it is to.</summary>
    public static bool Meets(JsonObject present, bool global) => present[Group] is JsonObject group
        && (bool?)group["allSupported"] == true && (!global || (bool?)group["includeGlobalResourceTypes"] == true);

    private static ResourceChange Extend(ResourceChange header, JsonObject present, bool global)
    {
        // Global types that are recorded here stay recorded, wherever here is.
        var group = AllTypes(global || (bool?)present[Group]?["includeGlobalResourceTypes"] == true);
        return header with
        {
            Before = new() { [ContentKind.Exists] = true, [Group] = present[Group]?.DeepClone() },
            After = new() { [ContentKind.Exists] = true, [Group] = group.DeepClone() },
            Calls = [Call("put", "PutConfigurationRecorder", With(present, group), "restore")],
            Inverse = [Call("restore", "PutConfigurationRecorder", With(present, (JsonObject?)present[Group]), "put")],
        };
    }

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

    // What an answer shows beside the strategy contradicts it where it is said in a request.
    private static JsonObject Written(JsonObject group)
    {
        var written = new JsonObject();
        foreach (var (name, value) in group.Where(pair => JsonContent.Canonical(pair.Value) is not "null"))
        {
            written[name] = value!.DeepClone();
        }

        return written;
    }

    private static JsonObject AllTypes(bool global) => new()
    {
        ["allSupported"] = true,
        ["includeGlobalResourceTypes"] = global,
        ["recordingStrategy"] = new JsonObject { ["useOnly"] = "ALL_SUPPORTED_RESOURCE_TYPES" },
    };

    private static ApiCall Call(string id, string operation, JsonObject parameters, string counterpart) =>
        new(id, "config", operation, parameters, counterpart, []);
}
