using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;

namespace AwsHardening.Core.Audit;

/// <summary>Makes a Region's detector, or turns on what is off in one there is; a protection plan that is on stays on.</summary>
internal static class DetectorPlanner
{
    private const string DetectorId = "DetectorId";

    /// <summary>Plans the change; null where nothing falls short.</summary>
    /// <param name="header">A change with its ids, resource and reason.</param>
    /// <param name="present">The detector as it is now.</param>
    /// <param name="plans">The protection plans that are to be on, such as <c>S3_DATA_EVENTS</c>; those of a new detector that are not named keep AWS's defaults.</param>
    public static ResourceChange? Plan(ResourceChange header, JsonObject present, IReadOnlyList<string> plans) =>
        ContentKind.IsThere(present) ? Raise(header, present, plans) : Create(header, plans);

    private static ResourceChange Create(ResourceChange header, IReadOnlyList<string> plans)
    {
        // AWS issues the id when the detector is made; until then the change has a name of its own for it.
        var name = $"detector-{header.Id}";
        var parameters = new JsonObject { ["Enable"] = true };
        var after = new JsonObject { [ContentKind.Exists] = true, [ContentKind.Id] = name, [DetectorKind.Status] = "ENABLED" };
        if (plans.Count > 0)
        {
            parameters["Features"] = Features(plans, "ENABLED");
        }

        foreach (var plan in plans)
        {
            after[$"{DetectorKind.Feature}{plan}"] = "ENABLED";
        }

        return header with
        {
            Before = ContentKind.Absent(),
            After = after,
            Calls = [new ApiCall("create", "guardduty", "CreateDetector", parameters, "delete", [new CreatedId(name, "", [], DetectorId)])],
            Inverse = [new ApiCall("delete", "guardduty", "DeleteDetector", new() { [DetectorId] = IdMap.Reference(name) }, "create", [])],
        };
    }

    private static ResourceChange? Raise(ResourceChange header, JsonObject present, IReadOnlyList<string> plans)
    {
        var id = present[ContentKind.Id]!;
        var off = plans.Where(plan => (string?)present[$"{DetectorKind.Feature}{plan}"] != "ENABLED").ToArray();
        var suspended = (string?)present[DetectorKind.Status] != "ENABLED";
        if (off.Length == 0 && !suspended)
        {
            return null;
        }

        var before = new JsonObject { [ContentKind.Exists] = true, [ContentKind.Id] = id.DeepClone() };
        var after = (JsonObject)before.DeepClone();
        var (up, down) = (new JsonObject { [DetectorId] = id.DeepClone() }, new JsonObject { [DetectorId] = id.DeepClone() });
        if (suspended)
        {
            (up["Enable"], down["Enable"]) = (true, false);
            (before[DetectorKind.Status], after[DetectorKind.Status]) = ("DISABLED", "ENABLED");
        }

        if (off.Length > 0)
        {
            (up["Features"], down["Features"]) = (Features(off, "ENABLED"), Features(off, "DISABLED"));
            foreach (var plan in off)
            {
                (before[$"{DetectorKind.Feature}{plan}"], after[$"{DetectorKind.Feature}{plan}"]) = ("DISABLED", "ENABLED");
            }
        }

        return header with
        {
            Before = before,
            After = after,
            Calls = [new ApiCall("update", "guardduty", "UpdateDetector", up, "restore", [])],
            Inverse = [new ApiCall("restore", "guardduty", "UpdateDetector", down, "update", [])],
        };
    }

    private static JsonArray Features(IEnumerable<string> plans, string status) =>
        new([.. plans.Select(plan => new JsonObject { ["Name"] = plan, ["Status"] = status })]);
}
