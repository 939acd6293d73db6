using AwsHardening.Core.Account;
using AwsHardening.Core.Changes.Reverts;
using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Core.Changes;

// How a command comes by its runner, and a change by what all changes of a command share.
internal sealed partial class ChangeRunner
{
    /// <summary>Begins a command's changes: finds out who asks, and whether they could be taken back by themselves.</summary>
    /// <param name="session">The session.</param>
    /// <param name="options">What the command was told about all of its changes.</param>
    /// <param name="host">Asked before every change; takes the error where there is one.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The runner; null where an error was written.</returns>
    public static async Task<ChangeRunner?> BeginAsync(
        HardeningSession session, ChangeRunOptions options, IOperationHost host, CancellationToken cancellationToken)
    {
        try
        {
            var caller = await CallerIdentityOperation.OnceAsync(session, cancellationToken);
            var (revert, refusal) = await TimedRevert.PrepareAsync(session, caller.AccountId, options.RevertAfter, host);
            if (refusal is null)
            {
                return new ChangeRunner(AwsSession.Of(session), caller, host, options.Book) { Revert = revert, Force = options.Force };
            }

            await host.WriteErrorAsync(refusal, cancellationToken);
        }
        catch (OperationException e)
        {
            await host.WriteErrorAsync(e.Error, cancellationToken);
        }

        return null;
    }

    /// <summary>A change of this run without its content, under a new id.</summary>
    /// <param name="resourceType">The CloudFormation type.</param>
    /// <param name="resourceId">The resource's id.</param>
    /// <param name="resourceName">Its name, for people.</param>
    /// <param name="why">What the change is for, in one sentence.</param>
    /// <param name="region">The Region; null for the session's own.</param>
    public ResourceChange Header(string resourceType, string resourceId, string resourceName, string why, string? region = null) =>
        ResourceChange.Begin(_session, SetId, Caller.AccountId, region ?? _session.Region, (resourceType, resourceId, resourceName), why);
}
