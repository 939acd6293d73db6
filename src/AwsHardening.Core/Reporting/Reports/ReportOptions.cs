namespace AwsHardening.Core.Reporting.Reports;

/// <summary>What is asked of a report.</summary>
public sealed record ReportOptions
{
    /// <summary>The formats.</summary>
    public required IReadOnlyList<ReportFormat> Format { get; init; }

    /// <summary>The full path of a file, of a folder, or of a file without its extension.</summary>
    public required string Path { get; init; }

    /// <summary>What the report is called.</summary>
    public string Title { get; init; } = "AWS hardening report";

    /// <summary>True to replace files that are there.</summary>
    public bool Force { get; init; }

    /// <summary>From which severity on a finding is a failure; null where none is.</summary>
    public FindingSeverity? FailOn { get; init; }

    /// <summary>True where what could not be read is no failure.</summary>
    public bool AllowUnknown { get; init; }
}
