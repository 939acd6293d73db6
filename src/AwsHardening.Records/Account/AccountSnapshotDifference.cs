namespace AwsHardening;

/// <summary>A resource that differs between two snapshots.</summary>
/// <param name="ResourceType">Such as <c>AWS::EC2::SecurityGroup</c>.</param>
/// <param name="ResourceId">Its id; empty where the whole type is unknown.</param>
/// <param name="Change">What became of it.</param>
/// <param name="Members">Of a changed resource: what differs.</param>
/// <param name="Before">The resource in the first snapshot, as JSON in AWS's member names; null where it is not there.</param>
/// <param name="After">The same in the second.</param>
public sealed record AccountSnapshotDifference(
    string ResourceType, string ResourceId, AccountSnapshotChange Change, IReadOnlyList<AccountSnapshotMember> Members, string? Before,
    string? After);
