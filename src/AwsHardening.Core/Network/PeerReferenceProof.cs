using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Reachability;

namespace AwsHardening.Core.Network;

/// <summary>
/// Compares the flows before and after a replacement as a whole: what was chosen rule by rule must hold together, for every
/// interface, gateway and port.
/// </summary>
/// <param name="before">The network before.</param>
/// <param name="after">The network as it stands with the replacement.</param>
/// <param name="options">How.</param>
internal sealed class PeerReferenceProof(NetworkModel before, NetworkModel after, SgPeerReferenceOptions options)
{
    /// <summary>What the replacement, as it stands, does to the flows.</summary>
    public HardeningFlowEffect Effect(CancellationToken cancellationToken) => FlowGuard.Weigh(before, after.Snapshot(), [], cancellationToken);

    /// <summary>The plans that must not be carried out; those with risks of their own are asked about instead.</summary>
    public IReadOnlyList<RulePlan> Refused(IReadOnlyList<RulePlan> plans, CancellationToken cancellationToken)
    {
        RulePlan[] silent = [.. plans.Where(plan => plan.Risks.Count == 0)];
        if (options.Force || silent.Length == 0 || !Surprises(Effect(cancellationToken)))
        {
            return [];
        }

        RulePlan[] guilty =
        [
            .. silent.Where(plan => Surprises(FlowGuard.Weigh(
                before, before.WithRules([plan.Rule], plan.Replacements(options.Description)), [], cancellationToken))),
        ];
        return guilty.Length > 0 ? guilty : plans.Any(plan => plan.Risks.Count > 0) ? [] : silent;
    }

    private bool Surprises(HardeningFlowEffect effect) => FlowGuard.Unasked(effect).Count > 0 || (options.Peer.Count == 0 && effect.Gained.Count > 0);
}
