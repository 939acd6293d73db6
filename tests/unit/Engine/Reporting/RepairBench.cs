using System.Text.RegularExpressions;
using AwsHardening.Core.Account.Snapshots;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Reporting;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Snapshots;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Reporting;

/// <summary>Repairs findings of an embedded account, takes that back, and tells how the account is then.</summary>
internal sealed partial class RepairBench(SandboxAccount account) : IDisposable
{
    // What AWS remembers of having been started and stopped, and of what was delivered.
    private static readonly string[] s_history =
        ["StartLoggingTime", "StopLoggingTime", "LatestDeliveryTime", "LatestDigestDeliveryTime", "HasDelivered", "lastStartTime", "lastStopTime", "lastStatus", "UpdatedAt"];

    private readonly SnapshotBench _snapshots = new();

    public Rehearsal Rehearsal { get; } = new(account);

    public SandboxAccount Account => account;

    /// <summary>Lets time pass until IAM makes its credential report anew, for a rule that is judged on it.</summary>
    public void AwaitReport(string rule)
    {
        if (rule.StartsWith("iam-", StringComparison.Ordinal))
        {
            ((SteppingClock)account.Clock).Advance(TimeSpan.FromHours(5));
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>What an audit says, of one rule or of all.</summary>
    public async Task<IReadOnlyList<HardeningFinding>> AuditAsync(params string[] rules) =>
        await AuditScene.AuditAsync(account, new AuditOptions { Region = [account.Region], Rule = rules });

    public async Task<IReadOnlyList<HardeningChange>> RepairAsync(IEnumerable<HardeningFinding> findings, TestHost host, RepairOptions? options = null)
    {
        List<HardeningChange> changes = [];
        await foreach (var change in RepairOperation.RepairAsync(Rehearsal.Session, [.. findings.Select(FindingKey.Of)], options ?? new(), host, Token))
        {
            changes.Add(change);
        }

        return changes;
    }

    public Task<HardeningPlan?> PlanAsync(IEnumerable<HardeningFinding> findings, TestHost host) =>
        RepairOperation.PlanAsync(Rehearsal.Session, [.. findings.Select(FindingKey.Of)], new(), host, Token);

    public Task<IReadOnlyList<HardeningChange>> UndoAsync(IEnumerable<HardeningChange> changes, TestHost host) =>
        Rehearsal.UndoAsync(new UndoOptions { Id = [.. changes.Select(change => change.ChangeId)] }, host);

    /// <summary>The account as a file.</summary>
    public Task<string> ExportAsync() => _snapshots.ExportAsync(account);

    /// <summary>How the account differs from what it was, but for ids that AWS issues anew and for what nobody can take back.</summary>
    public async Task<IReadOnlyList<string>> DifferencesAsync(string before)
    {
        List<string> found = [];
        await foreach (var one in SnapshotComparison.CompareAsync(before, await ExportAsync(), new TestHost(), Token))
        {
            // A rule that comes back has a new id: what the rules say is compared beside this. The roles of its services AWS makes by itself.
            if ((one.ResourceType == "AWS::EC2::SecurityGroupRule" && one.Change != AccountSnapshotChange.Changed)
                || (one.ResourceType == "AWS::IAM::Role" && one.ResourceId.StartsWith("AWSServiceRoleFor", StringComparison.Ordinal)))
            {
                continue;
            }

            var members = Timeless(one.Members).Where(member => !IsSuspended(member) && !s_history.Contains(member.Path)).Select(member => $"{member.Path}: {member.Before} -> {member.After}").ToArray();
            if (one.Change != AccountSnapshotChange.Changed || members.Length > 0)
            {
                found.Add($"{one.Change} {one.ResourceType} {one.ResourceId} {string.Join("; ", members)}");
            }
        }

        return found;
    }

    // An element of a list that says when it was changed goes and comes as two.
    private static IEnumerable<AccountSnapshotMember> Timeless(IReadOnlyList<AccountSnapshotMember> members)
    {
        var bare = members.Select(member => member with { Before = Bare(member.Before), After = Bare(member.After) }).ToArray();
        return bare.Where(member => !bare.Any(other => (other.Path, other.Before, other.After) == (member.Path, member.After, member.Before)));

        static string? Bare(string? text) => text is null ? null : UpdatedAt().Replace(text, "");
    }

    [GeneratedRegex(",\"UpdatedAt\":\"[^\"]*\"")]
    private static partial Regex UpdatedAt();

    // Versioning that was on once can only be suspended (Amazon S3 User Guide: Using versioning in S3 buckets).
    private static bool IsSuspended(AccountSnapshotMember member) =>
        member.Path.StartsWith("VersioningConfiguration", StringComparison.Ordinal) && member.After?.Contains("Suspended", StringComparison.Ordinal) == true;

    public void Dispose()
    {
        Rehearsal.Dispose();
        _snapshots.Dispose();
    }
}
