using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Snapshots;

/// <summary>One line between the first and the last: a resource, or why a list of resources could not be read.</summary>
/// <param name="Type">One of <see cref="SnapshotTypes"/>, such as <c>AWS::EC2::SecurityGroup</c>.</param>
public sealed record SnapshotRecord(string Type)
{
    /// <summary>The resource in AWS's member names, as the Describe operation answers it; null for an unread list.</summary>
    public JsonObject? Data { get; init; }

    /// <summary>Of an instance: its reservation, without instances.</summary>
    public JsonObject? Reservation { get; init; }

    /// <summary>Why the list could not be read, or not to its end; null for a resource.</summary>
    public string? Unread { get; init; }

    /// <summary>The AWS error code behind <see cref="Unread"/>; null where AWS answered none.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The resource's id; for an unread list the empty text.</summary>
    public string Id => Data is null ? "" : (string?)Data[SnapshotTypes.Find(Type)?.IdMember ?? ""] ?? "";

    /// <summary>The line.</summary>
    public JsonObject ToJson()
    {
        var line = new JsonObject { ["type"] = Type };
        if (Unread is not null)
        {
            line["unread"] = Unread;
            line["errorCode"] = ErrorCode;
        }

        if (Reservation is not null)
        {
            line["reservation"] = Reservation.DeepClone();
        }

        if (Data is not null)
        {
            line["data"] = Data.DeepClone();
        }

        return line;
    }

    internal static SnapshotRecord Read(JsonObject line) => new((string)line["type"]!)
    {
        Unread = (string?)line["unread"],
        ErrorCode = (string?)line["errorCode"],
        Reservation = line["reservation"] as JsonObject,
        Data = line["data"] as JsonObject,
    };
}
