namespace AwsHardening.Core.Identity.Use;

/// <summary>What is known of the use of one service.</summary>
internal sealed record ServiceUse
{
    public required string Namespace { get; init; }

    public required string Name { get; init; }

    public DateTimeOffset? LastUsed { get; init; }

    public string? Region { get; init; }

    /// <summary>Null where AWS has no data of single actions.</summary>
    public IReadOnlyList<(string Action, bool Used)>? Tracked { get; init; }

    /// <summary>Actions that events tell of.</summary>
    public IReadOnlyList<string> FromTrail { get; init; } = [];

    public DateTimeOffset? LastEvent { get; init; }

    public bool Used => LastUsed is not null || FromTrail.Count > 0;

    public bool HasActionData => Tracked is { Count: > 0 };

    public IReadOnlyList<string> UsedActions =>
        [.. (Tracked ?? []).Where(action => action.Used).Select(action => action.Action).Concat(FromTrail).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)];
}
