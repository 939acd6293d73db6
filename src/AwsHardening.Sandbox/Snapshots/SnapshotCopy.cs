namespace AwsHardening.Sandbox.Snapshots;

/// <summary>
/// What an account that was loaded from a snapshot does not know: other Regions, and the lists that could not be read. It
/// answers such calls with an error, as unknown is not empty.
/// </summary>
/// <param name="region">The Region it is a copy of.</param>
internal sealed class SnapshotCopy(string region)
{
    private readonly Dictionary<string, AwsErrorException> _unread = new(StringComparer.Ordinal);

    public void AddUnread(SnapshotRecord record)
    {
        foreach (var operation in SnapshotTypes.Find(record.Type)?.Operations ?? [])
        {
            _unread[operation] = new AwsErrorException(record.ErrorCode ?? "NotInSnapshot", record.Unread!, record.ErrorCode is null ? 400 : 403);
        }
    }

    public void Check(string operation, string called)
    {
        if (called != region && operation != "DescribeRegions")
        {
            throw new AwsErrorException("RegionNotInSnapshot", $"The snapshot is a copy of {region}; it says nothing about {called}.");
        }

        if (_unread.TryGetValue(operation, out var error))
        {
            throw error;
        }
    }
}
