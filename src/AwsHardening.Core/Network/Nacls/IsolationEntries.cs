using AwsHardening.Core.Errors;
using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Reachability;

namespace AwsHardening.Core.Network.Nacls;

/// <summary>
/// The entries of an isolating network ACL: those of the subnet's present one, and those asked for, under numbers at which they
/// decide. Says what else changes, which is nothing unless the numbers were asked for.
/// </summary>
internal sealed class IsolationEntries
{
    private const int FirstChosen = 50;
    private const int Step = 10;

    private IsolationEntries(IReadOnlyList<AclEntry> present, IReadOnlyList<AclEntry> asked, IReadOnlyList<AclEntry> copied)
    {
        Present = present;
        Asked = asked;
        var taken = asked.Select(entry => (entry.Direction, entry.Number)).ToHashSet();
        Planned = [.. asked.Concat(copied.Where(entry => !taken.Contains((entry.Direction, entry.Number)))).OrderBy(e => e.Direction).ThenBy(e => e.Number)];
        Replaced = [.. copied.Where(entry => taken.Contains((entry.Direction, entry.Number)))];
        // What was asked decides first, and the rest decides what is left.
        AclEntry[] wanted = [.. asked, .. present.Select(entry => entry with { Number = entry.Number + AclEntry.Last })];
        var besides = NaclDifference.Between(wanted, Planned);
        Besides = [.. besides.Where(difference => !IsAsked(difference))];
        NotDone = [.. besides.Where(IsAsked)];
    }

    /// <summary>What the subnets have now, without AWS's own entries.</summary>
    public IReadOnlyList<AclEntry> Present { get; }

    /// <summary>The entries asked for, with their numbers.</summary>
    public IReadOnlyList<AclEntry> Asked { get; }

    /// <summary>The entries to make.</summary>
    public IReadOnlyList<AclEntry> Planned { get; }

    /// <summary>Present entries that give way to those asked for at the same numbers.</summary>
    public IReadOnlyList<AclEntry> Replaced { get; }

    /// <summary>Packets that are decided otherwise than now although nobody asked for that.</summary>
    public IReadOnlyList<NaclDifference> Besides { get; }

    /// <summary>Packets that were asked to be denied or allowed, and would not be: an earlier entry decides.</summary>
    public IReadOnlyList<NaclDifference> NotDone { get; }

    /// <summary>True when the present entries decide every packet as asked already.</summary>
    public bool IsDone => NaclDifference.Between(Present, Planned).Count == 0;

    /// <summary>Plans the entries.</summary>
    /// <param name="present">What the subnets have now.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="options">The numbers, the quota, and whether inbound too.</param>
    /// <exception cref="OperationException">The numbers do not fit the entries, or the quota is too small.</exception>
    public static IsolationEntries Plan(IReadOnlyList<AclEntry> present, IsolationRequest request, IsolationNaclOptions options)
    {
        AclEntry[] copied = [.. present.Where(entry => entry.Number < AclEntry.Last)];
        RuleDirection[] directions = options.Symmetric ? [RuleDirection.Egress, RuleDirection.Ingress] : [RuleDirection.Egress];
        // An exception has to come first; where numbers are said they decide, and those that deny are said first.
        AclEntry[] outbound = options.RuleNumber.Count > 0 ? [.. request.Deny, .. request.Allow] : [.. request.Allow, .. request.Deny];
        var floor = copied.Where(entry => directions.Contains(entry.Direction)).Select(entry => entry.Number).DefaultIfEmpty(AclEntry.Last).Min();
        var (numbers, hasRoom) = options.RuleNumber.Count > 0
            ? (Said(options.RuleNumber, outbound.Length, request.Allow.Count > 0, copied, directions), true) : Chosen(outbound.Length, floor);
        var asked = directions.SelectMany(direction => outbound.Select((entry, index) => entry with { Direction = direction, Number = numbers[index] }));
        var plan = new IsolationEntries(copied, [.. asked], hasRoom ? copied : [.. Renumbered(copied, directions, numbers[^1])]);
        return Excess(plan.Planned, options.RuleQuota) is null ? plan : Fewer(plan, options.RuleQuota);
    }

    /// <summary>How AWS counts (Amazon VPC User Guide, "Amazon VPC quotas"): each direction and family, its own last entry too.</summary>
    private static (RuleDirection Direction, int Count)? Excess(IReadOnlyList<AclEntry> entries, int quota) => entries
        .GroupBy(entry => (entry.Direction, entry.Range.Family)).Select(group => ((RuleDirection, int)?)(group.Key.Direction, group.Count() + 1))
        .FirstOrDefault(group => group!.Value.Item2 > quota);

    // Entries that decide nothing need not be copied.
    private static IsolationEntries Fewer(IsolationEntries plan, int quota)
    {
        var decided = plan.Planned.Where(entry => !plan.Asked.Contains(entry) && !EntryReach.Of(entry, plan.Planned).IsReached).ToHashSet();
        var fewer = new IsolationEntries(plan.Present, plan.Asked, [.. plan.Planned.Except(plan.Asked).Where(entry => !decided.Contains(entry))]);
        return Excess(fewer.Planned, quota) is var (direction, count)
            ? throw new OperationException(IsolationErrors.OverRuleQuota(direction, count, quota)) : fewer;
    }

    private static int[] Said(
        IReadOnlyList<int> numbers, int count, bool allows, IReadOnlyList<AclEntry> copied, IReadOnlyList<RuleDirection> directions)
    {
        if (numbers.Distinct().Count() != numbers.Count || numbers.Count > count || (allows && numbers.Count != count))
        {
            throw new OperationException(IsolationErrors.NumbersDoNotFit(numbers, count));
        }

        // The first of several entries was named: the others follow it, before the next one that is there.
        var next = copied.Where(entry => directions.Contains(entry.Direction) && entry.Number > numbers[^1])
            .Select(entry => entry.Number).DefaultIfEmpty(AclEntry.Last).Min();
        var left = count - numbers.Count;
        var step = left == 0 ? 0 : Math.Min(Step, (next - numbers[^1] - 1) / left);
        return left > 0 && step == 0
            ? throw new OperationException(IsolationErrors.NumbersDoNotFit(numbers, count))
            : [.. numbers, .. Enumerable.Range(1, left).Select(index => numbers[^1] + (index * step))];
    }

    // As people number entries, where there is room; closer together where there is less.
    private static (int[] Numbers, bool HasRoom) Chosen(int count, int floor)
    {
        if (FirstChosen + (Step * (count - 1)) < floor)
        {
            return ([.. Enumerable.Range(0, count).Select(index => FirstChosen + (Step * index))], true);
        }

        var step = (floor - 1) / count;
        return step > 0
            ? ([.. Enumerable.Range(1, count).Select(index => index * step)], true)
            : ([.. Enumerable.Range(0, count).Select(index => FirstChosen + (Step * index))], false);
    }

    // There is no room before the first: in a new network ACL the copies may have other numbers, in the same order.
    private static IEnumerable<AclEntry> Renumbered(AclEntry[] copied, RuleDirection[] directions, int last) => copied
        .GroupBy(entry => entry.Direction)
        .SelectMany(group => directions.Contains(group.Key)
            ? group.OrderBy(entry => entry.Number).Select((entry, index) => entry with { Number = ((last / 100) + 1) * 100 + (index * Step) })
            : group.AsEnumerable());

    private bool IsAsked(NaclDifference difference) => Asked.Any(entry => entry.Direction == difference.Direction
        && difference.Ranges.Any(range => entry.Range.Contains(range)) && !(difference.Traffic & TrafficSet.Of(entry.Span)).IsEmpty);
}
