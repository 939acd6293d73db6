using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Reachability;

namespace AwsHardening.Core.Network;

/// <summary>From traced paths to the records users see.</summary>
internal static class NetworkPathRecords
{
    public static NetworkPath From(NetworkModel model, IReadOnlyList<string> from, IReadOnlyList<string> to, TracedPath path)
    {
        var deciding = path.Deciding is { } hop ? Hop(hop) : null;
        return new NetworkPath
        {
            AccountId = model.AccountId,
            Region = model.Region,
            // Arrays: PowerShell cannot index what the compiler makes of a collection expression for a read-only list.
            From = from.ToArray(),
            To = to.ToArray(),
            Status = path.Status,
            Traffic = Text(path.Reach.Arrives),
            Replies = Text(path.Reach.Replies),
            DecidingHop = path.Status == NetworkPathStatus.Reachable ? null : deciding,
            Reason = path.Status != NetworkPathStatus.Reachable && deciding is not null ? deciding.Reason
                : path.Hops.LastOrDefault(h => !h.IsReply && h.RuleId.Length > 0)?.Reason ?? "nothing on the way bars it",
            Hops = path.Hops.Select(Hop).ToArray(),
        };
    }

    private static NetworkPathHop Hop(TracedHop hop) => new(
        hop.Component, hop.ResourceId, hop.RuleId, hop.IsReply, hop.Verdict.ToString(), Text(hop.Passes), hop.Reason);

    private static string Text(TrafficSet traffic) => traffic.IsEmpty ? "" : traffic.ToString();
}
