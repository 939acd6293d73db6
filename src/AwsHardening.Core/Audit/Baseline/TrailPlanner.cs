using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;

namespace AwsHardening.Core.Audit;

/// <summary>What a trail is to be.</summary>
internal sealed record WantedTrail
{
    /// <summary>The partition, such as <c>aws</c>.</summary>
    public string Partition { get; init; } = "aws";

    /// <summary>The bucket of a new trail; one there is keeps its own.</summary>
    public required string Bucket { get; init; }

    /// <summary>The prefix of a new trail's keys, or null.</summary>
    public string? KeyPrefix { get; init; }

    /// <summary>The KMS key, or null to leave it as it is.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>The log group and the role that writes to it, or null to leave them as they are.</summary>
    public (string GroupArn, string RoleArn)? Logs { get; init; }

    /// <summary>Types of resources whose data events are to be logged too, such as <c>AWS::S3::Object</c>.</summary>
    public IReadOnlyList<string> DataEvents { get; init; } = [];

    /// <summary>The settings of a trail there is that may be raised; null for all, its event selectors among them.</summary>
    public IReadOnlyCollection<string>? Only { get; init; }

    public bool May(string setting) => Only?.Contains(setting) != false;
}

/// <summary>Makes a trail, or raises what falls short of one there is; nothing is weakened.</summary>
internal static class TrailPlanner
{
    private const string DeleteId = "delete";

    /// <summary>Plans the change; null where nothing falls short.</summary>
    /// <param name="header">A change with its ids, resource and reason.</param>
    /// <param name="present">The trail as it is now.</param>
    /// <param name="wanted">What it is to be.</param>
    public static ResourceChange? Plan(ResourceChange header, JsonObject present, WantedTrail wanted) =>
        ContentKind.IsThere(present) ? Raise(header, present, wanted) : Create(header, wanted);

    /// <summary>Has a trail that is there deliver to a log group as well, and changes nothing else; null where it delivers to one already.</summary>
    /// <param name="header">A change with its ids, resource and reason.</param>
    /// <param name="present">The trail as it is now.</param>
    /// <param name="groupArn">The log group.</param>
    /// <param name="roleArn">The role that CloudTrail writes to it with.</param>
    public static ResourceChange? Deliver(ResourceChange header, JsonObject present, string groupArn, string roleArn)
    {
        var raised = Logs(present, (groupArn, roleArn));
        return raised.Count == 0 ? null : Update(header, present, raised);
    }

    /// <summary>Whether a trail logs all management events, reads and writes.</summary>
    public static bool LogsAllManagementEvents(JsonObject present)
    {
        if (present["AdvancedEventSelectors"] is JsonArray { Count: > 0 } advanced)
        {
            return advanced.OfType<JsonObject>().Any(selector => (selector["FieldSelectors"] as JsonArray ?? []).OfType<JsonObject>().ToArray() is
                [var only] && (string?)only["Field"] == "eventCategory" && JsonContent.Same(only["Equals"], new JsonArray("Management")));
        }

        return (present["EventSelectors"] as JsonArray ?? []).OfType<JsonObject>().Any(IsAll);
    }

    private static ResourceChange Create(ResourceChange header, WantedTrail wanted)
    {
        var parameters = new JsonObject
        {
            ["Name"] = header.ResourceId,
            ["S3BucketName"] = wanted.Bucket,
            ["IsMultiRegionTrail"] = true,
            ["IncludeGlobalServiceEvents"] = true,
            ["EnableLogFileValidation"] = true,
        };
        Add(parameters, "S3KeyPrefix", wanted.KeyPrefix);
        Add(parameters, "KmsKeyId", wanted.KmsKeyId);
        Add(parameters, "CloudWatchLogsLogGroupArn", wanted.Logs?.GroupArn);
        Add(parameters, "CloudWatchLogsRoleArn", wanted.Logs?.RoleArn);
        List<ApiCall> calls = [Call("create", "CreateTrail", parameters, DeleteId)];
        var after = Settings(parameters);
        if (wanted.DataEvents.Count > 0)
        {
            var selectors = new JsonArray(AllEvents(wanted.DataEvents, wanted.Partition));
            calls.Add(Call("select", "PutEventSelectors", new() { ["TrailName"] = header.ResourceId, ["EventSelectors"] = selectors }, DeleteId));
            after["EventSelectors"] = selectors.DeepClone();
        }

        calls.Add(Call("start", "StartLogging", Named(header), "stop"));
        after[TrailKind.IsLogging] = true;
        return header with
        {
            Before = ContentKind.Absent(),
            After = after,
            Calls = calls,
            Inverse = [Call("stop", "StopLogging", Named(header), "start"), Call(DeleteId, "DeleteTrail", Named(header), "create")],
        };
    }

    private static ResourceChange? Raise(ResourceChange header, JsonObject present, WantedTrail wanted)
    {
        var raised = Shortfalls(present, wanted);
        List<ApiCall> calls = [];
        List<ApiCall> inverse = [];
        var (before, after) = (new JsonObject { [ContentKind.Exists] = true }, new JsonObject { [ContentKind.Exists] = true });
        if (raised.Count > 0)
        {
            var updated = Update(header, present, raised);
            (before, after) = (updated.Before, updated.After);
            calls.AddRange(updated.Calls);
            inverse.InsertRange(0, updated.Inverse);
        }

        if (wanted.Only is null && Selectors(present, wanted) is { } selectors)
        {
            calls.Add(Call("select", "PutEventSelectors", Selecting(header, selectors), "unselect"));
            inverse.Insert(0, Call("unselect", "PutEventSelectors", Selecting(header, Only(present)), "select"));
            foreach (var member in new[] { "EventSelectors", "AdvancedEventSelectors" })
            {
                (before[member], after[member]) = (present[member]?.DeepClone(), selectors[member]?.DeepClone());
            }
        }

        if (wanted.May(TrailKind.IsLogging) && (bool?)present[TrailKind.IsLogging] != true)
        {
            calls.Add(Call("start", "StartLogging", Named(header), "stop"));
            inverse.Insert(0, Call("stop", "StopLogging", Named(header), "start"));
            (before[TrailKind.IsLogging], after[TrailKind.IsLogging]) = (false, true);
        }

        return calls.Count == 0 ? null : header with { Before = before, After = after, Calls = calls, Inverse = inverse };
    }

    private static ResourceChange Update(ResourceChange header, JsonObject present, JsonObject raised)
    {
        var (before, after) = (new JsonObject { [ContentKind.Exists] = true }, new JsonObject { [ContentKind.Exists] = true });
        var (up, down) = (Named(header), Named(header));
        foreach (var (setting, value) in raised)
        {
            up[TrailKind.Parameter(setting)] = value?.DeepClone();
            // Said as empty, a setting is taken away.
            down[TrailKind.Parameter(setting)] = present[setting]?.DeepClone() ?? (value is JsonValue text && text.TryGetValue(out bool _) ? false : "");
            (before[setting], after[setting]) = (present[setting]?.DeepClone(), value?.DeepClone());
        }

        return header with
        {
            Before = before,
            After = after,
            Calls = [Call("update", "UpdateTrail", up, "restore")],
            Inverse = [Call("restore", "UpdateTrail", down, "update")],
        };
    }

    // A log group that another has chosen is not taken from them.
    private static JsonObject Logs(JsonObject present, (string GroupArn, string RoleArn) logs) => string.IsNullOrEmpty((string?)present["CloudWatchLogsLogGroupArn"])
        ? new() { ["CloudWatchLogsLogGroupArn"] = logs.GroupArn, ["CloudWatchLogsRoleArn"] = logs.RoleArn } : [];

    private static JsonObject Shortfalls(JsonObject present, WantedTrail wanted)
    {
        var raised = new JsonObject();
        foreach (var setting in new[] { "IsMultiRegionTrail", TrailKind.GlobalEvents, TrailKind.Validation }.Where(wanted.May))
        {
            if ((bool?)present[setting] != true)
            {
                raised[setting] = true;
            }
        }

        // A key that another has chosen is not taken from them.
        if (wanted.KmsKeyId is { } key && string.IsNullOrEmpty((string?)present["KmsKeyId"]))
        {
            raised["KmsKeyId"] = key;
        }

        foreach (var (setting, value) in wanted.Logs is { } logs ? Logs(present, logs) : [])
        {
            raised[setting] = value?.DeepClone();
        }

        return raised;
    }

    // What there is stays; what is missing is added beside it.
    private static JsonObject? Selectors(JsonObject present, WantedTrail wanted)
    {
        var all = LogsAllManagementEvents(present);
        var missing = wanted.DataEvents.Where(type => !LogsData(present, type)).ToArray();
        if (all && missing.Length == 0)
        {
            return null;
        }

        if (present["AdvancedEventSelectors"] is JsonArray { Count: > 0 } advanced)
        {
            var more = missing.Select(type => Advanced($"All {type}", ("eventCategory", "Data"), ("resources.type", type)));
            return new()
            {
                ["AdvancedEventSelectors"] = new JsonArray(
                [
                    .. advanced.Select(selector => selector!.DeepClone()),
                    .. all ? [] : new[] { Advanced("All management events", ("eventCategory", "Management")) },
                    .. more,
                ]),
            };
        }

        var kept = (present["EventSelectors"] as JsonArray ?? []).OfType<JsonObject>().Where(selector => all || HasData(selector))
            .Select(selector => selector.DeepClone());
        return new() { ["EventSelectors"] = new JsonArray([.. kept, AllEvents(missing, wanted.Partition, management: !all)]) };
    }

    private static bool LogsData(JsonObject present, string type) =>
        (present["EventSelectors"] as JsonArray ?? []).OfType<JsonObject>().Any(selector => IsEverything(selector)
            && (selector["DataResources"] as JsonArray ?? []).OfType<JsonObject>().Any(data =>
                (string?)data["Type"] == type && (data["Values"] as JsonArray ?? []).Any(value => ((string?)value)?.Count(c => c == ':') <= 2)))
        || (present["AdvancedEventSelectors"] as JsonArray ?? []).OfType<JsonObject>().Any(selector =>
            (selector["FieldSelectors"] as JsonArray ?? []).OfType<JsonObject>().ToArray() is { Length: 2 } fields
            && fields.Any(field => (string?)field["Field"] == "resources.type" && JsonContent.Same(field["Equals"], new JsonArray(type))));

    private static bool HasData(JsonObject selector) => selector["DataResources"] is JsonArray { Count: > 0 };

    private static bool IsAll(JsonObject selector) => (bool?)selector["IncludeManagementEvents"] != false && IsEverything(selector)
        && selector["ExcludeManagementEventSources"] is not JsonArray { Count: > 0 };

    private static bool IsEverything(JsonObject selector) => (string?)selector["ReadWriteType"] is null or "All";

    private static JsonObject AllEvents(IReadOnlyList<string> dataEvents, string partition, bool management = true) => new()
    {
        ["ReadWriteType"] = "All",
        ["IncludeManagementEvents"] = management,
        ["DataResources"] = new JsonArray([.. dataEvents.Select(type => new JsonObject
        {
            ["Type"] = type,
            // The shortest ARN of the service stands for all of its resources (CloudTrail API Reference: DataResource).
            ["Values"] = new JsonArray($"arn:{partition}:{type.Split(':')[2].ToLowerInvariant()}"),
        })]),
    };

    private static JsonObject Advanced(string name, params (string Field, string Value)[] fields) => new()
    {
        ["Name"] = name,
        ["FieldSelectors"] = new JsonArray([.. fields.Select(field => new JsonObject { ["Field"] = field.Field, ["Equals"] = new JsonArray(field.Value) })]),
    };

    private static JsonObject Only(JsonObject present) => present["AdvancedEventSelectors"] is JsonArray { Count: > 0 } advanced
        ? new() { ["AdvancedEventSelectors"] = advanced.DeepClone() }
        : new() { ["EventSelectors"] = present["EventSelectors"]?.DeepClone() };

    private static JsonObject Selecting(ResourceChange header, JsonObject selectors)
    {
        var parameters = (JsonObject)selectors.DeepClone();
        parameters["TrailName"] = header.ResourceId;
        return parameters;
    }

    private static JsonObject Settings(JsonObject parameters)
    {
        var after = new JsonObject { [ContentKind.Exists] = true };
        foreach (var (name, value) in parameters.Where(pair => pair.Key != "Name"))
        {
            after[name == "EnableLogFileValidation" ? "LogFileValidationEnabled" : name] = value?.DeepClone();
        }

        return after;
    }

    private static JsonObject Named(ResourceChange header) => new() { ["Name"] = header.ResourceId };

    private static void Add(JsonObject parameters, string name, string? value)
    {
        if (value is not null)
        {
            parameters[name] = value;
        }
    }

    private static ApiCall Call(string id, string operation, JsonObject parameters, string counterpart) =>
        new(id, "cloudtrail", operation, parameters, counterpart, []);
}
