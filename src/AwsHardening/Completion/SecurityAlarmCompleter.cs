using AwsHardening.Core.Account;

namespace AwsHardening.Completion;

/// <summary>Offers the security alarms that the module knows.</summary>
public sealed class SecurityAlarmCompleter : CandidateCompleter
{
    /// <inheritdoc />
    private protected override IEnumerable<Candidate> Candidates(HardeningSession? session) =>
        Completions.SecurityAlarms().Select(alarm => new Candidate(alarm.Key, alarm.Value));
}
