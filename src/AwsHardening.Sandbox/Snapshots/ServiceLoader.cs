using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Snapshots;

/// <summary>What the loaders of services have in common: unread lists and parts, and lines that do not make sense.</summary>
/// <param name="service">The service.</param>
/// <param name="copy">What the copy does not know of it.</param>
internal abstract class ServiceLoader(string service, SnapshotCopy copy) : ISnapshotLoader
{
    /// <summary>The member that lists what could not be read of a resource.</summary>
    public const string UnreadMember = "Unread";

    public string Service => service;

    protected SnapshotCopy Copy => copy;

    public void Load(SnapshotRecord record) => Guard(record, () =>
    {
        if (record.Unread is not null)
        {
            copy.AddUnread(record);
        }
        else if (record.Data is { } data)
        {
            Add(record, data);
        }
    });

    public virtual void Link()
    {
    }

    public virtual void Begin()
    {
    }

    public void Compare(SnapshotRecord record) => Guard(record, () =>
    {
        if (record.Data is { } data)
        {
            Compare(record.Type, (JsonObject)data.DeepClone());
        }
    });

    protected abstract void Add(SnapshotRecord record, JsonObject data);

    /// <summary>Lays over a resource what it shows otherwise than it would here.</summary>
    protected virtual void Compare(string type, JsonObject data)
    {
    }

    /// <summary>Remembers what could not be read of a resource.</summary>
    protected void AddUnread(JsonObject data, params IReadOnlyList<string> names)
    {
        foreach (var unread in data.Items(UnreadMember))
        {
            copy.AddUnread(unread.Text("Operation")!, unread.Text("ErrorCode"), unread.Text("Message") ?? "", names);
        }
    }

    /// <summary>The members that the resource itself shows, without those that other operations answer.</summary>
    protected static JsonObject Shown(JsonObject data, params IEnumerable<string> others)
    {
        foreach (var other in others.Append(UnreadMember))
        {
            data.Remove(other);
        }

        return data;
    }

    private static void Guard(SnapshotRecord record, Action work)
    {
        try
        {
            work();
        }
        catch (Exception e) when (e is AwsErrorException or FormatException or ArgumentException or InvalidOperationException
            or InvalidCastException or NullReferenceException or OverflowException)
        {
            throw new SnapshotException(SnapshotFault.Damaged, $"{record.Type} {record.Id} cannot be understood: {e.Message}", e);
        }
    }
}
