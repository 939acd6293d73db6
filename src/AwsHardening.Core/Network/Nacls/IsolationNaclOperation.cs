using System.Runtime.CompilerServices;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Changes.Plans;
using AwsHardening.Core.Changes.Reverts;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;

namespace AwsHardening.Core.Network.Nacls;

/// <summary>Puts subnets behind network ACLs that deny some of what they send.</summary>
public static class IsolationNaclOperation
{
    /// <summary>Isolates subnets: those with the same entries now share a new network ACL.</summary>
    /// <param name="session">The session.</param>
    /// <param name="options">Which subnets, from what, and how.</param>
    /// <param name="host">Asked before every change; takes errors.</param>
    /// <param name="cancellationToken">Stops before the next change, never within one.</param>
    /// <returns>One record a network ACL.</returns>
    public static IAsyncEnumerable<IsolationNacl> NewAsync(
        HardeningSession session, IsolationNaclOptions options, IOperationHost host, CancellationToken cancellationToken) =>
        NewAsync(session, options, host, new AccountView(AwsSession.Of(session), cancellationToken), book: null, cancellationToken);

    /// <summary>Works the isolation out without making it.</summary>
    /// <inheritdoc cref="NewAsync(HardeningSession, IsolationNaclOptions, IOperationHost, CancellationToken)"/>
    /// <returns>The plan; null when there is nothing to do.</returns>
    public static async Task<HardeningPlan?> PlanAsync(
        HardeningSession session, IsolationNaclOptions options, IOperationHost host, CancellationToken cancellationToken)
    {
        var view = new AccountView(AwsSession.Of(session), cancellationToken);
        return await PlanWriter.TakeDownAsync(session, book => NewAsync(session, options, host, view, book, cancellationToken), view, cancellationToken);
    }

    private static async IAsyncEnumerable<IsolationNacl> NewAsync(
        HardeningSession session, IsolationNaclOptions options, IOperationHost host, AccountView view, PlanBook? book,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var aws = AwsSession.Of(session);
        if (await PrepareAsync(session, options, host, view, cancellationToken) is not var (scene, request, subnets))
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
        var step = new IsolationStep(scene, request, options, runner, host);
        foreach (var group in IsolationGroup.Of(scene, subnets))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await step.RunAsync(group, cancellationToken) is { } done)
            {
                yield return done;
            }

            if (step.IsUncertain)
            {
                host.WriteWarning("The subnets that follow were left as they are: the state of the account is not certain.");
                yield break;
            }
        }
    }

    private static async Task<(IsolationScene Scene, IsolationRequest Request, IReadOnlyList<Subnet> Subnets)?> PrepareAsync(
        HardeningSession session, IsolationNaclOptions options, IOperationHost host, AccountView view, CancellationToken cancellationToken)
    {
        try
        {
            var caller = await CallerIdentityOperation.OnceAsync(session, cancellationToken);
            var scene = await IsolationScene.ReadAsync(AwsSession.Of(session), caller.AccountId, view);
            var request = IsolationRequest.Of(options, scene.Model, scene.VpcNames);
            List<Subnet> subnets = [];
            foreach (var name in options.SubnetId)
            {
                try
                {
                    subnets.Add(new IsolationTargets(scene.Model, scene.VpcNames).Subnet(name));
                }
                catch (OperationException e)
                {
                    await host.WriteErrorAsync(e.Error, cancellationToken);
                }
            }

            return (scene, request, subnets);
        }
        catch (OperationException e)
        {
            await host.WriteErrorAsync(e.Error, cancellationToken);
        }
        catch (UnreadFactException e)
        {
            await host.WriteErrorAsync(
                AwsErrors.Describe(e, $"reading {e.What}, without which nothing can be proven,", e.IamAction, options.Name), cancellationToken);
        }

        return null;
    }
}
