namespace AwsHardening;

/// <summary>Flows that a change takes away or adds: each source with each destination, but for an interface with itself.</summary>
public sealed record HardeningFlow
{
    /// <summary>Where they begin, such as <c>10.0.1.4 (eni-…)</c> or <c>Internet 0.0.0.0/0</c>.</summary>
    public required IReadOnlyList<string> Source { get; init; }

    /// <summary>Where they lead.</summary>
    public required IReadOnlyList<string> Destination { get; init; }

    /// <summary>
    /// Protocols and destination ports of the first packets, such as <c>tcp 80,443</c>; empty where those pass as before and
    /// only replies do not.
    /// </summary>
    public required string Traffic { get; init; }

    /// <summary>Replies that no longer come back, by the port that the source chose; empty where it is about first packets.</summary>
    public string Replies { get; init; } = "";

    /// <summary>True when the change was asked to cut them.</summary>
    public bool Asked { get; init; }

    /// <summary>False when something on the way cannot be seen into, so that they may not have passed at all.</summary>
    public bool Certain { get; init; } = true;

    /// <summary>True when only an instance whose system was told to choose ports below 32768 would notice.</summary>
    public bool Unlikely { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{Text(Source)} to {Text(Destination)}: "
        + string.Join("; ", new[] { Traffic, Replies.Length > 0 ? $"replies to {Replies}" : "" }.Where(text => text.Length > 0)) + (Certain ? "" : " (as far as can be seen)");

    private static string Text(IReadOnlyList<string> places) =>
        places.Count <= 3 ? string.Join(", ", places) : $"{string.Join(", ", places.Take(2))} and {places.Count - 2} more";
}

/// <summary>What a change of the network does to the flows that pass in it.</summary>
/// <param name="Lost">Flows that pass no longer.</param>
/// <param name="Gained">Flows that pass from now on.</param>
public sealed record HardeningFlowEffect(IReadOnlyList<HardeningFlow> Lost, IReadOnlyList<HardeningFlow> Gained)
{
    /// <inheritdoc />
    public override string ToString() => $"{Lost.Count} lost, {Gained.Count} gained";
}
