using AwsHardening.Core.Changes;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Network.Model;
using AwsHardening.Seam;

namespace AwsHardening.Core.Network;

/// <summary>
/// Replaces rules of one group and direction: weighs the whole, asks about what has risks of its own, takes back from the model what
/// was declined, makes the rest, and tells what became of each rule.
/// </summary>
/// <param name="model">The network; it goes forward with what is made.</param>
/// <param name="quota">The quota of rules.</param>
/// <param name="runner">Makes the change.</param>
/// <param name="host">Asked before it; takes one error a rule at most.</param>
/// <param name="force">Do not ask about risks.</param>
/// <typeparam name="TPlan">What is planned for each rule.</typeparam>
/// <typeparam name="TRecord">What became of a rule, as users see it.</typeparam>
internal abstract class GroupReplacementStep<TPlan, TRecord>(
    NetworkModel model, RuleQuota quota, ChangeRunner runner, IOperationHost host, bool force)
    where TPlan : notnull
{
    /// <summary>The network as the changes so far leave it.</summary>
    protected NetworkModel Model { get; } = model;

    protected RuleQuota Quota { get; } = quota;

    protected ChangeRunner Runner { get; } = runner;

    protected IOperationHost Host { get; } = host;

    /// <summary>True once a change ended with the account in a state nobody is sure of: nothing more can be proven.</summary>
    public bool IsUncertain { get; private set; }

    /// <summary>The rule that a plan is about.</summary>
    protected abstract Rule RuleOf(TPlan plan);

    /// <summary>The rules that take over, without ids.</summary>
    protected abstract IEnumerable<Rule> ReplacementsOf(TPlan plan);

    /// <summary>What a plan does, for the question.</summary>
    protected abstract string ActionOf(TPlan plan);

    /// <summary>The question about a plan's own risks, and its caption; null when it has none.</summary>
    protected abstract (string Query, string Caption)? QuestionOf(TPlan plan);

    /// <summary>The error of a plan that was declined, or that nobody could be asked about.</summary>
    protected abstract OperationError Declined(TPlan plan, bool couldAsk);

    /// <summary>What the plans together do to flows, and what speaks against them, into the change.</summary>
    protected abstract ResourceChange Weigh(ResourceChange header, IReadOnlyList<TPlan> plans, CancellationToken cancellationToken);

    /// <summary>The change that makes a replacement.</summary>
    protected virtual ResourceChange ChangeOf(GroupReplacement<TPlan> replacement, ResourceChange header) => replacement.Change(header);

    /// <summary>What became of a rule; without a change id, what would.</summary>
    protected abstract TRecord Record(TPlan plan, IReadOnlyList<string> newRuleIds, string? changeId);

    /// <summary>Called with the model as the change leaves it, before what was not made is taken back.</summary>
    protected virtual void Ended(bool isApplied)
    {
    }

    /// <summary>Takes plans that fit the quota: the whole did before some were left out.</summary>
    protected GroupReplacement<TPlan> Take(Group group, RuleDirection direction, IEnumerable<TPlan> plans)
    {
        var replacement = new GroupReplacement<TPlan>(Model, group, direction);
        foreach (var plan in plans)
        {
            replacement.TryAdd(plan, RuleOf(plan), ReplacementsOf(plan), Quota);
        }

        return replacement;
    }

    /// <summary>Asks, makes the change, and tells what became of it.</summary>
    /// <param name="header">The change without flows, risks and calls.</param>
    /// <param name="group">The group.</param>
    /// <param name="direction">The direction.</param>
    /// <param name="replacement">What is to be made; the model has it already.</param>
    /// <param name="takeBack">Takes all of it out of the model.</param>
    /// <param name="cancellationToken">Stops before the change.</param>
    protected async Task<IReadOnlyList<TRecord>> MakeAsync(
        ResourceChange header, Group group, RuleDirection direction, GroupReplacement<TPlan> replacement, Action takeBack,
        CancellationToken cancellationToken)
    {
        if (replacement.Plans.Count == 0)
        {
            return [];
        }

        var weighed = Weigh(header, replacement.Plans, cancellationToken);
        var action = string.Join("; ", replacement.Plans.Select(ActionOf));
        var result = await Runner.RunAsync(
            ChangeOf(replacement, weighed),
            char.ToUpperInvariant(action[0]) + action[1..],
            async token =>
            {
                if (await AskAboutRisksAsync(replacement.Plans, token) is { Count: > 0 } declined)
                {
                    takeBack();
                    replacement = Take(group, direction, replacement.Plans.Except(declined));
                    // Weighed anew: neither flows nor risks of what was declined are those of the rest.
                    weighed = Weigh(header, replacement.Plans, token);
                }

                return replacement.Plans.Count == 0 ? null : ChangeOf(replacement, weighed);
            },
            known: null,
            cancellationToken);
        if (result.Error is { } error)
        {
            await Host.WriteErrorAsync(error, cancellationToken);
        }

        Ended(result.IsApplied);
        if (!result.IsApplied)
        {
            takeBack();
            IsUncertain = result.Status is HardeningChangeStatus.Interrupted or HardeningChangeStatus.Failed;
        }

        if (Host.IsWhatIf && result.Error is null)
        {
            return [.. replacement.Plans.Select(plan => Record(plan, [], changeId: null))];
        }

        return result.IsApplied
            ? [.. replacement.Outcome(header.Id, result.Ids).Select(done => Record(done.Plan, done.NewRuleIds, header.Id))]
            : [];
    }

    private async Task<List<TPlan>> AskAboutRisksAsync(IReadOnlyList<TPlan> plans, CancellationToken cancellationToken)
    {
        List<TPlan> declined = [];
        foreach (var plan in force ? [] : plans)
        {
            if (QuestionOf(plan) is not var (query, caption))
            {
                continue;
            }

            var answer = await Host.ShouldContinueAsync(query, caption, cancellationToken);
            if (answer != true)
            {
                declined.Add(plan);
                await Host.WriteErrorAsync(Declined(plan, couldAsk: answer is not null), cancellationToken);
            }
        }

        return declined;
    }
}
