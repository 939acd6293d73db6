namespace AwsHardening;

/// <summary>What a report of findings is written as.</summary>
public enum ReportFormat
{
    /// <summary>One page for the browser: nothing else is needed to read it.</summary>
    Html,

    /// <summary>A summary and what fails, for a pull request or a wiki.</summary>
    Markdown,

    /// <summary>Everything, in this module's own format (<c>docs/report.schema.json</c>).</summary>
    Json,

    /// <summary>One line a finding, for a spreadsheet.</summary>
    Csv,

    /// <summary>Open Cybersecurity Schema Framework 1.5.0, Compliance Finding (class 2003).</summary>
    Ocsf,

    /// <summary>AWS Security Finding Format, as <c>BatchImportFindings</c> of Security Hub takes it.</summary>
    Asff,

    /// <summary>Static Analysis Results Interchange Format 2.1.0.</summary>
    Sarif,

    /// <summary>JUnit's XML, as CI servers show test results.</summary>
    JUnit,
}
