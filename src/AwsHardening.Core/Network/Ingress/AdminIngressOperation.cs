using System.Runtime.CompilerServices;
using AwsHardening.Core.Access;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Changes.Plans;
using AwsHardening.Core.Changes.Reverts;
using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;

namespace AwsHardening.Core.Network.Ingress;

/// <summary>Closes admin ports in security groups, once another way in is proven.</summary>
public static class AdminIngressOperation
{
    /// <summary>Closes them, or reports for each rule why it stays. Works by group: add, then revoke.</summary>
    /// <param name="session">The session.</param>
    /// <param name="target">Which rules to look at.</param>
    /// <param name="options">What to close.</param>
    /// <param name="host">Asked before every change; takes one error a rule at most.</param>
    /// <param name="cancellationToken">Stops before the next change, never between adding and revoking.</param>
    public static IAsyncEnumerable<AdminIngress> RemoveAsync(
        HardeningSession session, AdminIngressTarget target, AdminIngressOptions options, IOperationHost host,
        CancellationToken cancellationToken) =>
        RemoveAsync(session, target, options, host, new AccountView(AwsSession.Of(session), cancellationToken), book: null, cancellationToken);

    /// <summary>Works out what would be closed, without closing it.</summary>
    /// <param name="session">The session.</param>
    /// <param name="target">Which rules to look at.</param>
    /// <param name="options">What to close.</param>
    /// <param name="host">Takes one error a rule at most; nothing is asked.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>The plan; null when there is nothing to do.</returns>
    public static async Task<HardeningPlan?> PlanAsync(
        HardeningSession session, AdminIngressTarget target, AdminIngressOptions options, IOperationHost host,
        CancellationToken cancellationToken)
    {
        var view = new AccountView(AwsSession.Of(session), cancellationToken);
        return await PlanWriter.TakeDownAsync(session, book => RemoveAsync(session, target, options, host, view, book, cancellationToken), view, cancellationToken);
    }

    private static async IAsyncEnumerable<AdminIngress> RemoveAsync(
        HardeningSession session, AdminIngressTarget target, AdminIngressOptions options, IOperationHost host, AccountView view,
        PlanBook? book, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (request, wrong) = AdminIngressRequest.Of(target, options);
        if (request is null)
        {
            await host.WriteErrorAsync(wrong!, cancellationToken);
            yield break;
        }

        if (await NetworkModelRead.TryAsync(session, view, host, cancellationToken) is not { } model)
        {
            yield break;
        }

        var aws = AwsSession.Of(session);
        var plans = await AdminIngressSelection.FindAsync(session, model, target, request.Traffic, request.Source, host, cancellationToken);
        if (plans.Count == 0)
        {
            host.WriteVerbose("No rule opens what is to be closed.");
            yield break;
        }

        var run = new ChangeRunOptions { RevertAfter = options.RevertAfter, Book = book, Force = options.Force };
        await using var runner = await ChangeRunner.BeginAsync(session, run, host, cancellationToken);
        if (runner is null)
        {
            yield break;
        }

        host.WriteProgress(Activity, "proving another way in", -1);
        string[] affected = [.. plans.SelectMany(plan => plan.InstanceIds).Distinct().Except(options.WithoutAccessTo)];
        var access = await aws.Settings.AccessProof(session).ProveAsync(affected, cancellationToken);
        InterruptedChanges.WarnOnce(session, host);
        var quota = await RuleQuota.ReadAsync(
            options.RuleQuota, view, model, plans.Select(plan => (plan.Rule.GroupId, RuleDirection.Ingress)));
        var guard = new CallerGuard(model, request.Caller ?? aws.Settings.CallerConnections(aws).Find());
        var meter = new SurfaceMeter(model);
        var step = new AdminIngressStep(model, options, quota, guard, access, meter, runner, host);
        var before = meter.Measure(model.Interfaces);
        // A step changes the model, so that the next one sees what this one did.
        var groups = plans.GroupBy(plan => plan.Rule.GroupId).ToArray();
        var closed = 0;
        foreach (var (group, index) in groups.Select((group, index) => (group, index)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            host.WriteProgress(Activity, model.Groups[group.Key].Name, 100 * index / groups.Length);
            foreach (var done in await step.RunAsync(model.Groups[group.Key], [.. group], cancellationToken))
            {
                closed++;
                yield return done;
            }

            if (step.IsUncertain)
            {
                host.WriteWarning("The rules that follow were left as they are: the state of the account is not certain.");
                yield break;
            }
        }

        host.WriteProgress(Activity, "", 101);
        if (closed == 0 || host.IsWhatIf)
        {
            // Nothing is otherwise than before; what would be, each record says.
            yield break;
        }

        host.WriteSummary($"Attack surface of {model.Region}, as addresses x ports x interfaces open from the internet: "
            + $"{before}, then {meter.Measure(model.Interfaces)}.");
    }

    private const string Activity = "Closing admin ports";
}
