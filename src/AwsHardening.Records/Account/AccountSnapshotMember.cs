namespace AwsHardening;

/// <summary>A member that differs.</summary>
/// <param name="Path">Such as <c>State.Name</c>, <c>Tags[Owner]</c> or <c>Routes[]</c>.</param>
/// <param name="Before">As JSON; null where there was none.</param>
/// <param name="After">As JSON; null where there is none.</param>
public sealed record AccountSnapshotMember(string Path, string? Before, string? After)
{
    /// <inheritdoc />
    public override string ToString() => $"{Path}: {Before ?? "none"} -> {After ?? "none"}";
}
