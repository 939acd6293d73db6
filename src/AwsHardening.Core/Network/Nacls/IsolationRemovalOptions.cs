namespace AwsHardening.Core.Network.Nacls;

/// <summary>Which isolating network ACLs go, and what their subnets get instead.</summary>
public sealed record IsolationRemovalOptions
{
    /// <summary>The network ACLs, by id or by exact tag Name.</summary>
    public required IReadOnlyList<string> Nacl { get; init; }

    /// <summary>
    /// What subnets get where the journal does not say what they had: the id of a network ACL of the VPC, or <c>default</c> for the
    /// VPC's own; null to refuse.
    /// </summary>
    public string? ReleaseTo { get; init; }

    /// <summary>Release what still stands where something has drifted, and although flows are lost by it.</summary>
    public bool Force { get; init; }

    /// <summary>Isolate again after this time unless the release is confirmed; null to let it stand.</summary>
    public TimeSpan? RevertAfter { get; init; }
}
