namespace AwsHardening.Core.Reporting;

/// <summary>What became of the findings of one audit by the next.</summary>
public static class AuditComparison
{
    /// <summary>Compares two audits: what fails in either, and how it is in the other.</summary>
    /// <param name="reference">The earlier.</param>
    /// <param name="difference">The later.</param>
    public static IEnumerable<HardeningFindingChange> Compare(IEnumerable<HardeningFinding> reference, IEnumerable<HardeningFinding> difference)
    {
        var earlier = ByKey(reference);
        var later = ByKey(difference);
        return earlier.Keys.Concat(later.Keys).Distinct()
            .Select(key => (Then: earlier.GetValueOrDefault(key), Now: later.GetValueOrDefault(key)))
            .Where(pair => Broken(pair.Then) || Broken(pair.Now))
            .Select(pair => Change(pair.Then, pair.Now ?? Unread(pair.Then!, later)))
            .OrderByDescending(change => change.Severity).ThenBy(change => change.RuleId, StringComparer.Ordinal).ThenBy(change => change.ResourceId, StringComparer.Ordinal);
    }

    // A list that could not be read is one Unknown for all that may be in it.
    private static HardeningFinding? Unread(HardeningFinding then, Dictionary<(string, string, string, string), HardeningFinding> later) =>
        later.Values.FirstOrDefault(now => now.Status == FindingStatus.Unknown && now.RuleId == then.RuleId && now.AccountId == then.AccountId
            && now.ResourceId == now.AccountId && (now.Region == then.Region || now.Region == AuditRegion.Everywhere));

    private static HardeningFindingChange Change(HardeningFinding? then, HardeningFinding? now)
    {
        var said = now ?? then!;
        return new HardeningFindingChange
        {
            Change = now?.Status switch
            {
                FindingStatus.Fail => Broken(then) ? "Unchanged" : "New",
                FindingStatus.Suppressed => then?.Status == FindingStatus.Suppressed ? "Unchanged" : "Suppressed",
                FindingStatus.Unknown => "Unknown",
                FindingStatus.Pass => "Fixed",
                _ => "Gone",
            },
            RuleId = said.RuleId,
            Severity = said.Severity,
            ResourceId = (then ?? said).ResourceId,
            Region = (then ?? said).Region,
            AccountId = said.AccountId,
            Reference = then,
            Difference = now,
        };
    }

    private static bool Broken(HardeningFinding? finding) => finding?.Status is FindingStatus.Fail or FindingStatus.Suppressed;

    private static Dictionary<(string, string, string, string), HardeningFinding> ByKey(IEnumerable<HardeningFinding> findings)
    {
        Dictionary<(string, string, string, string), HardeningFinding> all = [];
        foreach (var finding in findings)
        {
            all[(finding.AccountId, finding.Region, finding.RuleId, finding.ResourceId)] = finding;
        }

        return all;
    }
}
