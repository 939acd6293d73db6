using System.IO.Enumeration;

namespace AwsHardening.Core.Audit;

/// <summary>Which events are wanted; what is empty or null does not matter. Texts may have wildcards.</summary>
public sealed record TrailEventQuery
{
    /// <summary>Who did it.</summary>
    public IReadOnlyList<string> UserName { get; init; } = [];

    /// <summary>Operations.</summary>
    public IReadOnlyList<string> EventName { get; init; } = [];

    /// <summary>Names, ids or ARNs of resources.</summary>
    public IReadOnlyList<string> ResourceName { get; init; } = [];

    /// <summary>Reads or writes only.</summary>
    public bool? ReadOnly { get; init; }

    /// <summary>At this time or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>At this time or earlier.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>True for an event that passes every filter.</summary>
    internal bool Passes(TrailEvent e) =>
        (Since is not { } since || e.Time >= since) && (Until is not { } until || e.Time <= until)
        && (ReadOnly is null || e.ReadOnly == ReadOnly)
        && Any(UserName, e.UserName) && Any(EventName, e.EventName)
        && (ResourceName.Count == 0 || e.Resources.Any(resource => Any(ResourceName, resource.Name)) || Mentions(e));

    /// <summary>True for a text with a wildcard.</summary>
    internal static bool IsPattern(string text) => text.AsSpan().IndexOfAny('*', '?') >= 0;

    // A log file names its resources nowhere but in parameters and answers.
    private bool Mentions(TrailEvent e) => e.Resources.Count == 0
        && ResourceName.Any(name => !IsPattern(name) && e.Record.Contains($"\"{name}\"", StringComparison.Ordinal));

    private static bool Any(IReadOnlyList<string> patterns, string? text) =>
        patterns.Count == 0 || (text is not null && patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, text)));
}
