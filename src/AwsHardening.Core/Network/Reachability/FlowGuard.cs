using AwsHardening.Core.Network.Model;
using AwsHardening.Seam;

namespace AwsHardening.Core.Network.Reachability;

/// <summary>Weighs a change of the network before it is made: which flows it takes, and which of them nobody asked it to.</summary>
internal static class FlowGuard
{
    private const int Shown = 5;

    /// <summary>Works out what a change does; the result goes into the change, and from there into plans and the journal.</summary>
    /// <param name="before">The network as it is.</param>
    /// <param name="after">The network as the change would leave it.</param>
    /// <param name="asked">The flows that it is to cut; empty when it is to cut none.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static HardeningFlowEffect Weigh(
        NetworkModel before, NetworkModel after, IReadOnlyList<FlowScope> asked, CancellationToken cancellationToken = default) =>
        Join(FlowText.Effect(FlowComparison.Compare(before, after, asked, cancellationToken)), ServiceNames.Compare(before, after, opened: null, cancellationToken));

    /// <summary>Works out what the taking back of changes does: what they opened is to be cut, as far as it is written down.</summary>
    /// <param name="before">The network as it is.</param>
    /// <param name="after">The network as the taking back would leave it.</param>
    /// <param name="opened">The flows that the changes gained when they were made.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static HardeningFlowEffect Weigh(NetworkModel before, NetworkModel after, OpenedFlows opened, CancellationToken cancellationToken) => Join(
        FlowText.Effect(FlowComparison.Compare(before, after, opened.Scopes(before), cancellationToken)),
        ServiceNames.Compare(before, after, opened, cancellationToken));

    /// <summary>The flows that would be lost without having been asked for. Those that nobody would notice are not among them.</summary>
    public static IReadOnlyList<HardeningFlow> Unasked(HardeningFlowEffect effect) => [.. effect.Lost.Where(flow => !flow.Asked && !flow.Unlikely)];

    private static HardeningFlowEffect Join(HardeningFlowEffect one, HardeningFlowEffect other) =>
        new([.. one.Lost, .. other.Lost], [.. one.Gained, .. other.Gained]);

    /// <summary>What speaks against a change, one sentence a flow, for its <c>Risks</c>.</summary>
    public static IReadOnlyList<string> Risks(HardeningFlowEffect effect)
    {
        var unasked = Unasked(effect);
        return
        [
            .. unasked.Take(Shown).Select(flow => $"it would cut {flow}"),
            .. unasked.Count > Shown ? [$"it would cut {unasked.Count - Shown} more sets of flows"] : Array.Empty<string>(),
        ];
    }

    /// <summary>The refusal of a change that would cut what it was not asked to; null when it would not.</summary>
    /// <param name="effect">What the change does.</param>
    /// <param name="resource">What it changes, for people.</param>
    /// <param name="target">The object that the error is about.</param>
    public static OperationError? Refusal(HardeningFlowEffect effect, string resource, object target) => Unasked(effect).Count == 0 ? null : new OperationError(
        "FlowWouldBeLost",
        OperationErrorCategory.InvalidOperation,
        $"{resource} stays as it is: {string.Join("; ", Risks(effect))}.",
        "Narrow what you ask for so that these flows stay, or use -Force to cut them all the same.",
        target);
}
