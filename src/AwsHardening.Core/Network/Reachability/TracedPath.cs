using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Reachability;

/// <summary>What a hop does to the flow that was asked about.</summary>
internal enum HopVerdict
{
    /// <summary>Lets it pass, all or a part.</summary>
    Pass,

    /// <summary>Lets nothing of it pass.</summary>
    Block,

    /// <summary>Cannot be seen into.</summary>
    Unknown,
}

/// <summary>One hop of a flow.</summary>
/// <param name="Component">What it is, in AWS's words.</param>
/// <param name="ResourceId">Its id.</param>
/// <param name="RuleId">The rule, entry number or route that decides; empty where none does.</param>
/// <param name="IsReply">True when it is met by the replies.</param>
/// <param name="Verdict">What it does.</param>
/// <param name="Passes">What is left of the flow behind it.</param>
/// <param name="Reason">Why, in one sentence.</param>
internal sealed record TracedHop(
    string Component, string ResourceId, string RuleId, bool IsReply, HopVerdict Verdict, TrafficSet Passes, string Reason);

/// <summary>A flow and what becomes of it.</summary>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where it leads.</param>
/// <param name="Asked">What was asked about.</param>
/// <param name="Status">What becomes of it: Reachable when any part of what was asked about passes.</param>
/// <param name="Reach">What passes of it.</param>
/// <param name="Hops">Every hop up to the one that blocks.</param>
internal sealed record TracedPath(
    FlowEnd From, FlowEnd To, TrafficSet Asked, NetworkPathStatus Status, Reach Reach, IReadOnlyList<TracedHop> Hops)
{
    /// <summary>The hop that blocks or cannot be seen into; null when the flow passes.</summary>
    public TracedHop? Deciding => Hops.FirstOrDefault(hop => hop.Verdict == HopVerdict.Block)
        ?? Hops.FirstOrDefault(hop => hop.Verdict == HopVerdict.Unknown);

    /// <summary>One flow, by its protocol and port.</summary>
    public static TracedPath Trace(PathTracer tracer, FlowEnd from, FlowEnd to, TrafficSet asked)
    {
        asked &= TrafficSet.Of(from.Address.Family);
        var (there, back) = (asked, TrafficSet.None);
        List<TracedHop> hops = [];
        var isReplying = false;
        foreach (var step in tracer.Steps(from, to))
        {
            if (step.IsReply && !isReplying)
            {
                (isReplying, back) = (true, Reachability.Reach.RepliesTo(there));
            }

            var before = step.IsReply ? back : there;
            var left = before & step.Passes;
            var (rule, reason) = step.Explain(before);
            // A flow that asks for no reply is not blocked by what bars replies.
            var blocks = left.IsEmpty && !before.IsEmpty;
            hops.Add(new TracedHop(
                step.Component, step.ResourceId, rule, step.IsReply,
                blocks ? HopVerdict.Block : step.IsUnknown ? HopVerdict.Unknown : HopVerdict.Pass, left, reason));
            (there, back) = step.IsReply ? (there, left) : (left, back);
            if (blocks)
            {
                break;
            }
        }

        var reach = tracer.Reach(from, to).Within(asked);
        return new TracedPath(from, to, asked, reach.Status, reach, hops);
    }
}
