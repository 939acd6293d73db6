namespace AwsHardening.Core.Reporting.Reports;

/// <summary>How many controls of each benchmark pass: one passes where nothing fails, nothing is Unknown and nothing is suppressed.</summary>
internal sealed class ComplianceTally
{
    // What weighs more hides what weighs less.
    private static readonly FindingStatus[] s_byWeight = [FindingStatus.Pass, FindingStatus.Suppressed, FindingStatus.Unknown, FindingStatus.Fail];

    private readonly SortedDictionary<string, SortedDictionary<string, FindingStatus>> _benchmarks = new(StringComparer.Ordinal);

    /// <summary>Each benchmark, with how many of its controls have which status.</summary>
    public IEnumerable<(string Name, IReadOnlyDictionary<FindingStatus, int> Controls)> Benchmarks => _benchmarks.Select(benchmark => (
        benchmark.Key, (IReadOnlyDictionary<FindingStatus, int>)s_byWeight.ToDictionary(status => status, status => benchmark.Value.Values.Count(one => one == status))));

    public void Add(HardeningFinding finding)
    {
        foreach (var control in finding.Compliance)
        {
            var name = ReportTool.Benchmark(control);
            var controls = _benchmarks.TryGetValue(name, out var known) ? known : _benchmarks[name] = new(StringComparer.Ordinal);
            controls[control] = controls.TryGetValue(control, out var status) && Weight(status) >= Weight(finding.Status) ? status : finding.Status;
        }
    }

    private static int Weight(FindingStatus status) => Array.IndexOf(s_byWeight, status);
}
