using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;

namespace AwsHardening.Sandbox.Config;

/// <summary>The configuration recorder.</summary>
internal static class RecorderOperations
{
    private const string All = "ALL_SUPPORTED_RESOURCE_TYPES";

    public static JsonObject Put(ConfigRegion region, ServiceInput input, SandboxAccount account, string regionName)
    {
        var wanted = input.Structure("ConfigurationRecorder")!;
        var name = (string?)wanted["name"] ?? "default";
        if (region.Recorder is not null && region.RecorderName != name)
        {
            throw ConfigErrors.TooManyRecorders(name);
        }

        var role = (string?)wanted["roleARN"];
        if (role?.Contains(":role/", StringComparison.Ordinal) != true)
        {
            throw ConfigErrors.BadRole(role);
        }

        var recorder = new JsonObject
        {
            ["arn"] = (string?)region.Recorder?["arn"] ?? $"arn:{AwsPartition.OfRegion(regionName).Name}:config:{regionName}:"
                + $"{account.AccountId}:configuration-recorder/{name}/{account.Ids.NextHex("recorder", 17)}",
            ["name"] = name,
            ["roleARN"] = role,
            ["recordingGroup"] = Group(wanted["recordingGroup"] as JsonObject),
            ["recordingMode"] = wanted["recordingMode"]?.DeepClone()
                ?? new JsonObject { ["recordingFrequency"] = "CONTINUOUS", ["recordingModeOverrides"] = new JsonArray() },
            ["recordingScope"] = "PAID",
        };
        region.Recorder = recorder;
        return [];
    }

    public static JsonObject Delete(ConfigRegion region, ServiceInput input)
    {
        Named(region, input);
        (region.Recorder, region.IsRecording, region.StatusOverlay) = (null, false, null);
        return [];
    }

    public static JsonObject Describe(ConfigRegion region, ServiceInput input) => new()
    {
        ["ConfigurationRecorders"] = new JsonArray([.. Asked(region, input).Select(r => r.DeepClone())]),
    };

    public static JsonObject Status(ConfigRegion region, ServiceInput input) => new()
    {
        ["ConfigurationRecordersStatus"] = new JsonArray([.. Asked(region, input).Select(_ => Status(region))]),
    };

    /// <summary>The status of the recorder there is.</summary>
    public static JsonObject Status(ConfigRegion region)
    {
            var status = new JsonObject
            {
                ["arn"] = (string?)region.Recorder!["arn"],
                ["name"] = region.RecorderName,
                ["recording"] = region.IsRecording,
            };
            if (region.Started is { } started)
            {
                status["lastStartTime"] = ServiceInput.Answer(started);
                status["lastStatus"] = "SUCCESS";
                status["lastStatusChangeTime"] = ServiceInput.Answer(region.Stopped > started ? region.Stopped.Value : started);
            }

            if (region.Stopped is { } stopped)
            {
                status["lastStopTime"] = ServiceInput.Answer(stopped);
            }

            return SnapshotOverlay.Show(status, region.StatusOverlay);
    }

    public static JsonObject Start(ConfigRegion region, ServiceInput input, DateTimeOffset now)
    {
        Named(region, input);
        if (region.Channel is null)
        {
            throw ConfigErrors.NoChannelToStart();
        }

        if (!region.IsRecording)
        {
            (region.IsRecording, region.Started) = (true, now);
            region.Timeline.Record(region.Records);
        }

        return [];
    }

    public static JsonObject Stop(ConfigRegion region, ServiceInput input, DateTimeOffset now)
    {
        Named(region, input);
        if (region.IsRecording)
        {
            (region.IsRecording, region.Stopped) = (false, now);
        }

        return [];
    }

    private static JsonObject Group(JsonObject? wanted)
    {
        var types = (wanted?["resourceTypes"] as JsonArray ?? []).Select(t => t!.DeepClone()).ToArray();
        var excluded = (wanted?["exclusionByResourceTypes"]?["resourceTypes"] as JsonArray ?? []).Select(t => t!.DeepClone()).ToArray();
        var global = (bool?)wanted?["includeGlobalResourceTypes"] ?? false;
        var strategy = (string?)wanted?["recordingStrategy"]?["useOnly"]
            ?? ((bool?)wanted?["allSupported"] ?? types.Length == 0 ? All : "INCLUSION_BY_RESOURCE_TYPES");
        var all = strategy == All;
        if (all && types.Length > 0)
        {
            throw ConfigErrors.BadGroup("The recording group provided is not valid: resourceTypes must be empty where allSupported is true.");
        }

        if (global && !all)
        {
            throw ConfigErrors.BadGroup("The recording group provided is not valid: includeGlobalResourceTypes needs allSupported.");
        }

        if (strategy == "INCLUSION_BY_RESOURCE_TYPES" && types.Length == 0)
        {
            throw ConfigErrors.BadGroup("The recording group provided is not valid: it names no resource type.");
        }

        return new JsonObject
        {
            ["allSupported"] = all,
            ["includeGlobalResourceTypes"] = global,
            ["resourceTypes"] = new JsonArray(types),
            ["exclusionByResourceTypes"] = new JsonObject { ["resourceTypes"] = new JsonArray(excluded) },
            ["recordingStrategy"] = new JsonObject { ["useOnly"] = strategy },
        };
    }

    private static void Named(ConfigRegion region, ServiceInput input)
    {
        var name = input.Text("ConfigurationRecorderName")!;
        if (region.Recorder is null || region.RecorderName != name)
        {
            throw ConfigErrors.NoRecorder(name);
        }
    }

    private static JsonObject[] Asked(ConfigRegion region, ServiceInput input)
    {
        foreach (var name in input.Texts("ConfigurationRecorderNames").Where(n => region.Recorder is null || n != region.RecorderName))
        {
            throw ConfigErrors.NoRecorder(name);
        }

        return region.Recorder is { } recorder ? [recorder] : [];
    }
}
