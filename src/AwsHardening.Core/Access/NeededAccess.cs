using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;

namespace AwsHardening.Core.Access;

/// <summary>The instances that a change may not leave without another way in. It is part of what the change records.</summary>
internal static class NeededAccess
{
    private const string Member = "NeedsAccessToInstanceIds";

    /// <summary>Writes them into a change.</summary>
    public static ResourceChange With(ResourceChange change, IEnumerable<string> instanceIds)
    {
        var after = (JsonObject)change.After.DeepClone();
        after[Member] = new JsonArray([.. instanceIds.Distinct().Order(StringComparer.Ordinal).Select(id => (JsonNode)id)]);
        return change with { After = after };
    }

    /// <summary>Reads them; a change that takes such a one back needs nothing.</summary>
    public static IEnumerable<string> Of(ResourceChange change) =>
        (change.After[Member] as JsonArray ?? []).Select(id => id!.GetValue<string>());
}
