using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;

namespace AwsHardening.Core.Audit.Alarms;

/// <summary>Makes a resource that one call writes whole, or writes it anew where it is otherwise; what it was is written back.</summary>
/// <param name="Service">The service.</param>
/// <param name="Put">The call that writes it, given its content.</param>
/// <param name="Delete">The call that deletes it.</param>
internal sealed record WholePlanner(string Service, (string Operation, Func<JsonObject, JsonObject> Parameters) Put, (string Operation, JsonObject Parameters) Delete)
{
    private const string PutId = "put";
    private const string BackId = "back";

    /// <summary>Plans the change; null where nothing differs.</summary>
    /// <param name="header">A change with its ids, resource and reason.</param>
    /// <param name="present">The resource as it is now.</param>
    /// <param name="wanted">What it is to be.</param>
    public ResourceChange? Plan(ResourceChange header, JsonObject present, JsonObject wanted)
    {
        var there = ContentKind.IsThere(present);
        if (there && wanted.All(pair => JsonContent.Same(pair.Value, present[pair.Key])))
        {
            return null;
        }

        var before = there ? new JsonObject(wanted.Select(pair => KeyValuePair.Create(pair.Key, present[pair.Key]?.DeepClone()))) : ContentKind.Absent();
        return header with
        {
            Before = before,
            After = (JsonObject)wanted.DeepClone(),
            Calls = [new ApiCall(PutId, Service, Put.Operation, Put.Parameters(wanted), BackId, [])],
            Inverse =
            [
                there ? new ApiCall(BackId, Service, Put.Operation, Put.Parameters(present), PutId, [])
                    : new ApiCall(BackId, Service, Delete.Operation, (JsonObject)Delete.Parameters.DeepClone(), PutId, []),
            ],
        };
    }
}
