using System.Runtime.CompilerServices;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Changes.Plans;
using AwsHardening.Core.Changes.Reverts;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;
using Sdk = Amazon.EC2.Model;

namespace AwsHardening.Core.Network.Nacls;

/// <summary>Releases subnets to the network ACLs that they had, and deletes those that isolated them.</summary>
public static class IsolationRemovalOperation
{
    /// <summary>Releases and deletes, newest first.</summary>
    /// <param name="session">The session.</param>
    /// <param name="options">Which network ACLs.</param>
    /// <param name="host">Asked before every change; takes one error a network ACL at most.</param>
    /// <param name="cancellationToken">Stops before the next change, never within one.</param>
    /// <returns>One record a network ACL.</returns>
    public static IAsyncEnumerable<IsolationNacl> RemoveAsync(
        HardeningSession session, IsolationRemovalOptions options, IOperationHost host, CancellationToken cancellationToken) =>
        RemoveAsync(session, options, host, new AccountView(AwsSession.Of(session), cancellationToken), book: null, cancellationToken);

    /// <summary>Works the release out without making it.</summary>
    /// <inheritdoc cref="RemoveAsync(HardeningSession, IsolationRemovalOptions, IOperationHost, CancellationToken)"/>
    /// <returns>The plan; null when there is nothing to do.</returns>
    public static async Task<HardeningPlan?> PlanAsync(
        HardeningSession session, IsolationRemovalOptions options, IOperationHost host, CancellationToken cancellationToken)
    {
        var view = new AccountView(AwsSession.Of(session), cancellationToken);
        return await PlanWriter.TakeDownAsync(session, book => RemoveAsync(session, options, host, view, book, cancellationToken), view, cancellationToken);
    }

    private static async IAsyncEnumerable<IsolationNacl> RemoveAsync(
        HardeningSession session, IsolationRemovalOptions options, IOperationHost host, AccountView view, PlanBook? book,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var aws = AwsSession.Of(session);
        if (await PrepareAsync(session, options, host, view, cancellationToken) is not var (scene, acls))
        {
            yield break;
        }

        var run = new ChangeRunOptions { RevertAfter = options.RevertAfter, Book = book, Force = options.Force };
        await using var runner = await ChangeRunner.BeginAsync(session, run, host, cancellationToken);
        if (runner is null)
        {
            yield break;
        }

        InterruptedChanges.WarnOnce(session, host);
        await runner.ReadAsync(cancellationToken);
        var removal = new IsolationRemoval(aws, scene, options, runner, host);
        var inOrder = runner.View.Changes.Select(change => change.Change.Id).ToList();
        // Newest first: what a later one goes back to may be an earlier one.
        foreach (var acl in acls.OrderByDescending(acl => removal.MadeBy(acl.NetworkAclId) is { } made ? inOrder.IndexOf(made.Change.Id) : int.MaxValue))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await removal.RunAsync(acl, cancellationToken) is { } done)
            {
                yield return done;
            }
        }
    }

    private static async Task<(IsolationScene Scene, IReadOnlyList<Sdk.NetworkAcl> Acls)?> PrepareAsync(
        HardeningSession session, IsolationRemovalOptions options, IOperationHost host, AccountView view, CancellationToken cancellationToken)
    {
        try
        {
            var caller = await CallerIdentityOperation.OnceAsync(session, cancellationToken);
            var scene = await IsolationScene.ReadAsync(AwsSession.Of(session), caller.AccountId, view);
            List<Sdk.NetworkAcl> acls = [];
            foreach (var named in options.Nacl)
            {
                Sdk.NetworkAcl[] found = [.. scene.Nacls.Values.Where(acl => acl.NetworkAclId == named || NaclRuleRecords.NameOf(acl.Tags) == named)];
                if (found.Length == 0)
                {
                    await host.WriteErrorAsync(NaclErrors.NaclNotFound(named), cancellationToken);
                }

                acls.AddRange(found);
            }

            return (scene, [.. acls.DistinctBy(acl => acl.NetworkAclId)]);
        }
        catch (OperationException e)
        {
            await host.WriteErrorAsync(e.Error, cancellationToken);
        }
        catch (UnreadFactException e)
        {
            await host.WriteErrorAsync(AwsErrors.Describe(e, $"reading {e.What}", e.IamAction, session), cancellationToken);
        }

        return null;
    }
}
