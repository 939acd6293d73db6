using Amazon.EC2.Model;
using Amazon.Runtime.Internal;

namespace Amazon.EC2.Internal;

/// <summary>Where the EC2 client completes what its model leaves open.</summary>
internal static class EC2Hooks
{
    /// <summary>EC2 refuses a tag without a value, so a tag that is only a key gets an empty one.</summary>
    internal static void WriteEmptyTagValues(ParameterCollection parameters)
    {
        foreach (var key in parameters.Keys.Where(IsTagKey).ToList())
        {
            var value = string.Concat(key.AsSpan(0, key.Length - "Key".Length), "Value");
            if (!parameters.ContainsKey(value))
            {
                parameters.Add(value, "");
            }
        }
    }

    /// <summary>Fills the group names of reservations, which EC2 sends only inside the groups.</summary>
    internal static void NameGroups(object response)
    {
        var reservations = response switch
        {
            DescribeInstancesResponse described => described.Reservations,
            RunInstancesResponse { Reservation: { } reservation } => [reservation],
            _ => null,
        };
        foreach (var reservation in reservations ?? [])
        {
            if (reservation.Groups is { } groups)
            {
                reservation.GroupNames = [.. groups.Select(group => group.GroupName)];
            }
        }
    }

    private static bool IsTagKey(string name) =>
        name.StartsWith("Tag.", StringComparison.Ordinal) && name.EndsWith(".Key", StringComparison.Ordinal);
}
