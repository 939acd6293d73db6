using System.Text.Json.Nodes;

namespace AwsHardening.Core.Changes.Plans;

/// <summary>What a resource will be like once the changes that stand before another in a plan are made.</summary>
internal static class Foresight
{
    /// <summary>True when one of the earlier changes is of the same resource.</summary>
    public static bool IsStacked(IEnumerable<ResourceChange> earlier, ResourceChange change) => earlier.Any(one => IsOfSame(one, change));

    /// <summary>The resource after the earlier changes.</summary>
    /// <param name="earlier">The changes that stand before it, in order.</param>
    /// <param name="change">The change.</param>
    /// <param name="present">Its resource as it is now.</param>
    /// <returns>Null where its kind cannot tell.</returns>
    public static JsonObject? Of(IEnumerable<ResourceChange> earlier, ResourceChange change, JsonObject present)
    {
        var kind = ResourceKinds.Of(change.ResourceType);
        JsonObject? foreseen = present;
        foreach (var one in earlier.Where(one => IsOfSame(one, change)))
        {
            foreseen = foreseen is null ? null : kind.Foresee(one, foreseen);
        }

        return foreseen;
    }

    /// <summary>The ids by which the calls of a change will find what it takes away.</summary>
    /// <remarks>What an earlier change makes has the name by which its answer will be known: that name leads on by itself.</remarks>
    public static IReadOnlyDictionary<string, string> Ids(ResourceChange change, JsonObject foreseen) =>
        ResourceKinds.Of(change.ResourceType).PresentIds(change.Before, foreseen)
            .Where(pair => pair.Key != pair.Value).ToDictionary(pair => pair.Key, pair => pair.Value);

    private static bool IsOfSame(ResourceChange one, ResourceChange other) =>
        (one.ResourceType, one.Region) == (other.ResourceType, other.Region)
        && (one.ResourceId == other.ResourceId || ResourceKinds.Of(one.ResourceType).SpansResources);
}
