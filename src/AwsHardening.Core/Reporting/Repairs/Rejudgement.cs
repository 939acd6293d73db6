using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Core.Reporting.Repairs;

/// <summary>What has become of findings: the rules that found them are judged again, on the account as it is now.</summary>
internal sealed class Rejudgement(HardeningSession session, IOperationHost host, CancellationToken cancellationToken)
{
    /// <summary>The findings that still fail; says of the others why they are none.</summary>
    /// <exception cref="OperationException">The caller or the Regions cannot be read.</exception>
    public async Task<IReadOnlyList<RepairCase>> StillFailAsync(IReadOnlyList<FindingKey> keys)
    {
        List<(FindingKey Key, HardeningRule Rule)> known = [];
        foreach (var key in keys)
        {
            if (RuleCatalog.Find(key.RuleId) is { } rule)
            {
                known.Add((key, rule));
            }
            else
            {
                await host.WriteErrorAsync(RepairErrors.NoSuchRule(key), cancellationToken);
            }
        }

        List<RepairCase> cases = [];
        var mended = 0;
        foreach (var everywhere in known.GroupBy(one => IsOfAllRegions(one.Rule)))
        {
            foreach (var (key, rule, now) in await JudgeAsync([.. everywhere], everywhere.Key))
            {
                if (now is null or { Status: FindingStatus.Pass })
                {
                    mended++;
                    host.WriteVerbose($"{key}: {now?.Reason ?? "the resource is gone"}.");
                }
                else if (now.Status == FindingStatus.Unknown)
                {
                    await host.WriteErrorAsync(RepairErrors.Unread(now), cancellationToken);
                }
                else
                {
                    cases.Add(new RepairCase(rule, now));
                }
            }
        }

        if (mended > 0)
        {
            host.WriteSummary($"{mended} findings need no repair any more: they were fixed since the audit, or their resources are gone.");
        }

        return cases;
    }

    private async Task<IReadOnlyList<(FindingKey Key, HardeningRule Rule, HardeningFinding? Now)>> JudgeAsync(
        IReadOnlyList<(FindingKey Key, HardeningRule Rule)> asked, bool everywhere)
    {
        HardeningRule[] rules = [.. asked.Select(one => one.Rule).Distinct()];
        string[] regions = [.. asked.Select(one => one.Key.Region ?? session.Region).Where(region => region != AuditRegion.Everywhere).Distinct()];
        var options = new AuditOptions { Region = everywhere ? [] : regions.Length == 0 ? [session.Region] : regions };
        var document = await AuditOperation.CollectAsync(session, options, rules, host, cancellationToken, asked.Select(one => one.Key.ResourceId));
        var found = RuleJudge.Judge(document, rules).ToLookup(finding => (finding.RuleId, finding.ResourceId));
        // A list that could not be read is one Unknown, of the account, not one a resource.
        return
        [
            .. asked.Select(one => (one.Key, one.Rule, Find(found[(one.Rule.Info.Id, one.Key.ResourceId)], one.Key)
                ?? Find(found[(one.Rule.Info.Id, document.AccountId)].Where(other => other.Status == FindingStatus.Unknown), one.Key))),
        ];
    }

    private static HardeningFinding? Find(IEnumerable<HardeningFinding> found, FindingKey key) =>
        found.FirstOrDefault(one => key.Region is null || one.Region == key.Region);

    // One trail of another Region may be the one that is asked for.
    private static bool IsOfAllRegions(HardeningRule rule) => rule.IsOfAccount && !rule.Needs.All(type => type.IsGlobal);
}
