using System.Runtime.CompilerServices;
using AwsHardening.Core.Account;
using AwsHardening.Core.Audit;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;

namespace AwsHardening.Core.Reporting;

/// <summary>Audits an account: reads it once, then judges what was read.</summary>
public static class AuditOperation
{
    private const string Activity = "Auditing the account";

    /// <summary>Audits an account.</summary>
    /// <param name="session">The session.</param>
    /// <param name="options">Which rules, which Regions, how fast.</param>
    /// <param name="host">Takes errors, warnings about what was not read, and progress.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="OperationException">The caller, the Regions, or a file of the user's cannot be read.</exception>
    public static async IAsyncEnumerable<HardeningFinding> AuditAsync(
        HardeningSession session, AuditOptions options, IOperationHost host, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(host);
        var time = AwsSession.Of(session).Settings.Time;
        // The user's own files first: what is wrong with them is found before the account is asked anything.
        var suppressions = options.SuppressionPath is { } path ? Suppressions.Read(path) : new Suppressions([]);
        var rules = Rules(options);
        var document = await CollectAsync(session, options, rules, host, cancellationToken);
        Warn(document, rules, host);
        suppressions.WarnOfExpired(DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), host);
        foreach (var finding in RuleJudge.Judge(document, rules))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return suppressions.Apply(finding, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        }
    }

    /// <summary>Audits an exported snapshot: no account is asked.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Which rules.</param>
    /// <param name="host">Takes errors, warnings about what was not read, and progress.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="OperationException">The snapshot, or a file of the user's, cannot be read.</exception>
    public static async IAsyncEnumerable<HardeningFinding> AuditSnapshotAsync(
        string path, AuditOptions options, IOperationHost host, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var session = SessionOperation.Open(new ConnectOptions { Sandbox = path, SandboxFile = path });
        await foreach (var finding in AuditAsync(session, options, host, cancellationToken))
        {
            yield return finding;
        }
    }

    /// <summary>The rules that are asked for, the user's own among them.</summary>
    /// <exception cref="OperationException">None is, or one of the user's own cannot be read.</exception>
    internal static IReadOnlyList<HardeningRule> Rules(AuditOptions options)
    {
        var own = options.RulePath is { } folder ? JsonRules.Read(folder) : [];
        var chosen = RuleCatalog.Choose([.. RuleCatalog.All, .. own], options);
        return chosen.Count > 0 ? chosen : throw ReportingErrors.NoRule(options);
    }

    /// <summary>Reads what rules need.</summary>
    /// <param name="session">The session.</param>
    /// <param name="options">Which Regions, how fast.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="host">Takes progress.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <param name="only">The resources that are to be judged: of others only what their lists tell is read; null for all.</param>
    internal static async Task<AuditDocument> CollectAsync(
        HardeningSession session, AuditOptions options, IReadOnlyList<HardeningRule> rules, IOperationHost host, CancellationToken cancellationToken,
        IEnumerable<string>? only = null)
    {
        var scene = await BaselineScene.OpenAsync(session, new AuditBaselineOptions { Regions = options.Region }, host, cancellationToken);
        var aws = AwsSession.Of(session);
        using var held = aws.HoldToBudget(options.RequestsPerSecond);
        using var room = new SemaphoreSlim(options.ThrottleLimit);
        var view = new AccountView(aws, cancellationToken, room);
        var collector = new AuditCollector(scene.Caller.AccountId, cancellationToken) { Only = Focus(rules, only) };
        var types = rules.SelectMany(rule => rule.Needs).DistinctBy(type => type.Name).ToArray();
        var regional = types.Where(type => !type.IsGlobal).ToArray();
        var done = 0;
        async Task<AuditRegion> Read(string name, AccountView there, FactType[] wanted)
        {
            var read = await collector.ReadAsync(name, there, wanted);
            host.WriteProgress(Activity, name, 100 * Interlocked.Increment(ref done) / (scene.Regions.Count + 1));
            return read;
        }

        var everywhere = Read(AuditRegion.Everywhere, view, [.. types.Where(type => type.IsGlobal)]);
        var regions = await Task.WhenAll(scene.Regions.Select(region => Read(region, view.In(region), regional)));
        var document = new AuditDocument(scene.Caller.AccountId, scene.Partition, aws.AccountClock.GetUtcNow(), await everywhere, regions);
        host.WriteProgress(Activity, "", 101);
        return document;
    }

    // A list that no rule needs but to judge its items one by one is read of those alone.
    private static Func<FactType, string, bool>? Focus(IReadOnlyList<HardeningRule> rules, IEnumerable<string>? only)
    {
        if (only?.ToHashSet(StringComparer.Ordinal) is not { } ids)
        {
            return null;
        }

        var shared = rules.SelectMany(rule => rule is ResourceRule ? rule.Needs.Skip(1) : rule.Needs).Select(type => type.Name).ToHashSet(StringComparer.Ordinal);
        return (type, id) => shared.Contains(type.Name) || ids.Contains(id);
    }

    /// <summary>One sentence an action that was refused: what is Unknown for it is not clean.</summary>
    private static void Warn(AuditDocument document, IReadOnlyList<HardeningRule> rules, IOperationHost host)
    {
        var refused = document.Regions.Append(document.Global)
            .SelectMany(region => region.Facts.Where(fact => !fact.Value.IsKnown).Select(fact => (Type: fact.Key, region.Name, Reason: (UnreadFactException)fact.Value.Reason!)))
            .GroupBy(one => one.Reason.IamAction, StringComparer.Ordinal);
        foreach (var action in refused.OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var types = action.Select(one => one.Type).ToHashSet(StringComparer.Ordinal);
            var count = rules.Count(rule => rule.Needs.Any(type => types.Contains(type.Name)));
            host.WriteWarning($"{action.Key} was not answered in {string.Join(", ", action.Select(one => one.Name).Distinct())} ({AwsErrors.Code(action.First().Reason) ?? action.First().Reason.Message}): {count} rules are Unknown there, which is not clean.");
        }
    }
}
