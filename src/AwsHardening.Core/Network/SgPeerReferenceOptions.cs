namespace AwsHardening.Core.Network;

/// <summary>How ranges are replaced by references.</summary>
public sealed record SgPeerReferenceOptions
{
    /// <summary>The groups to reference, by id or name, instead of those found; empty to find them.</summary>
    public IReadOnlyList<string> Peer { get; init; } = [];

    /// <summary>Keep each uncovered address as a rule of its own (/32 or /128) instead of refusing.</summary>
    public bool KeepUncovered { get; init; }

    /// <summary>The new rules' description instead of the one made from the old; at most 255 characters of AWS's set.</summary>
    public string? Description { get; init; }

    /// <summary>Answers ShouldContinue with yes.</summary>
    public bool Force { get; init; }

    /// <summary>Take the changes back after this time unless they are confirmed; null to let them stand.</summary>
    public TimeSpan? RevertAfter { get; init; }

    /// <summary>The account's quota "Inbound or outbound rules per security group"; AWS's default is 60.</summary>
    public int RuleQuota { get; init; } = Network.RuleQuota.Default;
}
