namespace AwsHardening;

/// <summary>
/// Changes that have been worked out and not made: what would be done, on which account, based on which reads. Written to
/// a file, reviewed, and applied exactly as it stands.
/// </summary>
public sealed record HardeningPlan
{
    /// <summary>The plan's id.</summary>
    public required string PlanId { get; init; }

    /// <summary>The account it is for.</summary>
    public required string AccountId { get; init; }

    /// <summary>The Region it is for.</summary>
    public required string Region { get; init; }

    /// <summary>Who worked it out, as an ARN.</summary>
    public required string CallerArn { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>After this time it is refused, UTC.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The reads it is based on.</summary>
    public required IReadOnlyList<HardeningPlanRead> Reads { get; init; }

    /// <summary>The changes, in order.</summary>
    public required IReadOnlyList<HardeningPlanChange> Changes { get; init; }

    /// <summary>SHA-256 over the canonical form of everything else, in hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The plan as it is written to a file.</summary>
    public required string Document { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{PlanId}: {Changes.Count} changes in {AccountId} {Region}";
}

/// <summary>A read that a plan is based on.</summary>
/// <param name="What">The list that was read, such as <c>network interfaces</c>.</param>
/// <param name="Count">How many elements it had.</param>
/// <param name="Sha256">SHA-256 over its content, in hexadecimal.</param>
public sealed record HardeningPlanRead(string What, int Count, string Sha256);

/// <summary>A change of a plan.</summary>
public sealed record HardeningPlanChange
{
    /// <summary>The change's id; the journal will have it under the same one.</summary>
    public required string ChangeId { get; init; }

    /// <summary>The CloudFormation type of the resource.</summary>
    public required string ResourceType { get; init; }

    /// <summary>The resource's id.</summary>
    public required string ResourceId { get; init; }

    /// <summary>The resource's name.</summary>
    public required string ResourceName { get; init; }

    /// <summary>What it does.</summary>
    public required string Action { get; init; }

    /// <summary>What it is for.</summary>
    public required string Why { get; init; }

    /// <summary>What it takes away, as JSON.</summary>
    public required string Before { get; init; }

    /// <summary>What it puts there, as JSON.</summary>
    public required string After { get; init; }

    /// <summary>The calls, one line each.</summary>
    public required IReadOnlyList<string> Calls { get; init; }

    /// <summary>The calls that take them back, one line each.</summary>
    public required IReadOnlyList<string> Inverse { get; init; }

    /// <summary>What speaks against it; applying the plan asks about each.</summary>
    public IReadOnlyList<string> Risks { get; init; } = [];

    /// <summary>Flows that pass no longer once it is made.</summary>
    public IReadOnlyList<HardeningFlow> FlowsLost { get; init; } = [];

    /// <summary>Flows that pass once it is made.</summary>
    public IReadOnlyList<HardeningFlow> FlowsGained { get; init; } = [];

    /// <summary>True when its flows were compared; two empty lists then say that it cuts none and adds none.</summary>
    public bool FlowsCompared { get; init; }

    /// <summary>True when no call takes it back.</summary>
    public bool Irreversible { get; init; }

    /// <summary>What begins to cost money with it, or null.</summary>
    public string? Cost { get; init; }

    /// <summary>Who else manages the resource and will see drift, or null.</summary>
    public string? Owner { get; init; }
}
