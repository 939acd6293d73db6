namespace AwsHardening.Core.Reporting.Reports;

/// <summary>Counts findings by status and severity.</summary>
internal sealed class ReportTally
{
    private readonly int[,] _counts = new int[Enum.GetValues<FindingStatus>().Length, Enum.GetValues<FindingSeverity>().Length];

    /// <summary>When the newest of the findings was read, UTC; null before there is one.</summary>
    public DateTimeOffset? CollectedAt { get; private set; }

    public int Total { get; private set; }

    /// <summary>How many have a status and a severity.</summary>
    public int this[FindingStatus status, FindingSeverity severity] => _counts[(int)status, (int)severity];

    /// <summary>How many have a status.</summary>
    public int this[FindingStatus status] => Enum.GetValues<FindingSeverity>().Sum(severity => this[status, severity]);

    public void Add(HardeningFinding finding)
    {
        _counts[(int)finding.Status, (int)finding.Severity]++;
        Total++;
        CollectedAt = CollectedAt is { } known && known > finding.CollectedAt ? known : finding.CollectedAt;
    }

    /// <summary>How many have a status and are at least so bad.</summary>
    public int AtLeast(FindingStatus status, FindingSeverity severity) =>
        Enum.GetValues<FindingSeverity>().Where(one => one >= severity).Sum(one => this[status, one]);

    /// <summary>A line such as <c>3 fail (1 Critical, 2 Low), 1 Unknown, 0 suppressed, 12 pass</c>.</summary>
    public override string ToString() =>
        $"{this[FindingStatus.Fail]} fail{Severities(FindingStatus.Fail)}, {this[FindingStatus.Unknown]} Unknown, {this[FindingStatus.Suppressed]} suppressed, {this[FindingStatus.Pass]} pass";

    private string Severities(FindingStatus status)
    {
        var parts = Enum.GetValues<FindingSeverity>().Where(severity => this[status, severity] > 0).OrderDescending().Select(severity => $"{this[status, severity]} {severity}").ToArray();
        return parts.Length == 0 ? "" : $" ({string.Join(", ", parts)})";
    }
}
