using AwsHardening.Core.Account;

namespace AwsHardening.Completion;

/// <summary>Offers the rules of the audit.</summary>
public sealed class AuditRuleCompleter : CandidateCompleter
{
    /// <inheritdoc />
    private protected override IEnumerable<Candidate> Candidates(HardeningSession? session) =>
        Completions.AuditRules().Select(rule => new Candidate(rule.Key, rule.Value));
}

/// <summary>Offers the rules whose findings can be repaired.</summary>
public sealed class RepairableRuleCompleter : CandidateCompleter
{
    /// <inheritdoc />
    private protected override IEnumerable<Candidate> Candidates(HardeningSession? session) =>
        Completions.RepairableRules().Select(rule => new Candidate(rule.Key, rule.Value));
}

/// <summary>Offers the services that the audit has rules for.</summary>
public sealed class AuditServiceCompleter : CandidateCompleter
{
    /// <inheritdoc />
    private protected override IEnumerable<Candidate> Candidates(HardeningSession? session) =>
        Completions.AuditServices().Select(service => new Candidate(service, service));
}

/// <summary>Offers the benchmarks that rules are of, and their controls once one is typed.</summary>
public sealed class AuditComplianceCompleter : CandidateCompleter
{
    /// <inheritdoc />
    private protected override IEnumerable<Candidate> Candidates(HardeningSession? session) =>
        Completions.AuditCompliance().Select(one => new Candidate(one.Key, one.Value));
}
