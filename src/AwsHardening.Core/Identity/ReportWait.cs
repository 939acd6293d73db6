using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;

namespace AwsHardening.Core.Identity;

/// <summary>The patience for a report that IAM makes in its own time: seconds as a rule, minutes in a large account.</summary>
/// <param name="session">Whose account the report is of.</param>
/// <param name="what">The report, such as <c>the credential report</c>.</param>
/// <param name="iamAction">The IAM action that gets it.</param>
internal sealed class ReportWait(AwsSession session, string what, string iamAction)
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);

    private readonly long _begun = session.AccountClock.GetTimestamp();

    /// <summary>Lets IAM work on the report for a moment.</summary>
    /// <exception cref="UnreadFactException">IAM had its time.</exception>
    public Task PauseAsync(CancellationToken cancellationToken) => session.AccountClock.GetElapsedTime(_begun) < s_longest
        ? Task.Delay(s_pause, session.AccountClock, cancellationToken)
        : throw new UnreadFactException(new OperationException("ReportNotReady", OperationErrorCategory.OperationTimeout,
            $"AWS did not have {what} ready within {s_longest.TotalMinutes:0} minutes.", "AWS goes on making it: try again in some minutes.", null))
            { What = what, IamAction = iamAction };
}
