namespace AwsHardening;

/// <summary>Flows that a plan takes away or adds.</summary>
public sealed record NetworkPathChange
{
    /// <summary>The plan.</summary>
    public required string PlanId { get; init; }

    /// <summary>Lost or Gained.</summary>
    public required string Effect { get; init; }

    /// <summary>Where they begin.</summary>
    public required IReadOnlyList<string> Source { get; init; }

    /// <summary>Where they lead.</summary>
    public required IReadOnlyList<string> Destination { get; init; }

    /// <summary>Protocols and destination ports of the first packets; empty where it is about replies.</summary>
    public required string Traffic { get; init; }

    /// <summary>Replies, by the port that the source chose; empty where it is about first packets.</summary>
    public required string Replies { get; init; }

    /// <summary>False when something on the way cannot be seen into.</summary>
    public required bool Certain { get; init; }

    /// <summary>True when only an instance whose system was told to choose ports below 32768 would notice.</summary>
    public required bool Unlikely { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{Effect}: {string.Join(", ", Source)} to {string.Join(", ", Destination)}: {Traffic}{Replies}";
}
