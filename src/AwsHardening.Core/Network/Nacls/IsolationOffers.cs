using AwsHardening.Core.Errors;
using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Reachability;

namespace AwsHardening.Core.Network.Nacls;

/// <summary>
/// Other ways to ask for an isolation that loses more than it was asked to: keep what the subnets allow now, or deny only what
/// begins a TCP connection to a server, so that replies to clients pass.
/// </summary>
internal static class IsolationOffers
{
    private static readonly TrafficSpan s_toServers = new("tcp", 0, 32767);

    // Below the ports that Linux (32768-60999) and Windows (49152-65535) take for clients.
    private const string ServerPorts = "0-32767";

    /// <summary>The ways that can be gone and do something else than the one refused, as arrays that PowerShell can index.</summary>
    public static IsolationOffer[] Of(
        NetworkModel model, IsolationGroup group, IsolationProof refused, IsolationRequest request, IsolationNaclOptions options,
        CancellationToken cancellationToken)
    {
        var deny = options with { Allow = [], RuleNumber = [.. options.RuleNumber.Take(request.Deny.Count)], Force = false };
        (string Title, IsolationRequest Request, IsolationNaclOptions Options)[] ways =
        [
            ("keep every entry that there is and add the denying ones", request with { Allow = [] }, deny),
            (
                $"the same, with the denying entries limited to tcp {ServerPorts}",
                new IsolationRequest([.. request.Deny.Where(entry => entry.Span.Covers(s_toServers)).Select(entry => entry with { Span = s_toServers })], []),
                deny with { Protocol = "tcp", Port = [ServerPorts] }
            ),
        ];
        List<IsolationProof> seen = [refused];
        List<IsolationOffer> offers = [];
        foreach (var (title, asked, said) in ways.Where(way => way.Request.Deny.Count > 0))
        {
            if (Entries(group, asked, said) is { } entries
                && !seen.Exists(one => NaclDifference.Between(one.Entries.Planned, entries.Planned).Count == 0))
            {
                var proof = IsolationProof.Of(model, group, entries, cancellationToken);
                seen.Add(proof);
                offers.Add(Offer(title, proof, refused, group, said, cancellationToken));
            }
        }

        return [.. offers];
    }

    private static IsolationEntries? Entries(IsolationGroup group, IsolationRequest asked, IsolationNaclOptions options)
    {
        try
        {
            return IsolationEntries.Plan(group.Present, asked, options) is { NotDone.Count: 0, IsDone: false } entries ? entries : null;
        }
        catch (OperationException)
        {
            return null;
        }
    }

    private static IsolationOffer Offer(
        string title, IsolationProof proof, IsolationProof refused, IsolationGroup group, IsolationNaclOptions options, CancellationToken cancellationToken)
    {
        var needsForce = proof.Risks.Count > 0;
        return new IsolationOffer
        {
            Title = title,
            Entries = NaclLine.Of(proof.Entries.Planned),
            FlowsCut = proof.Cut,
            FlowsLost = proof.Lost,
            FlowsKept = FlowGuard.Weigh(refused.After, proof.After, [], cancellationToken).Gained,
            StillOpen = NaclDifference.Describe(StillOpen(refused.Entries, proof.Entries)).ToArray(),
            NeedsForce = needsForce,
            Command = Command(options with { Force = needsForce }, group),
        };
    }

    private static IEnumerable<NaclDifference> StillOpen(IsolationEntries refused, IsolationEntries offered) =>
        from difference in NaclDifference.Between(refused.Planned, offered.Planned)
        where difference.Allowed
        from entry in refused.Asked
        where !entry.IsAllow && entry.Direction == difference.Direction
        let ranges = difference.Ranges.Where(range => entry.Range.Contains(range)).ToArray()
        let traffic = difference.Traffic & TrafficSet.Of(entry.Span)
        where ranges.Length > 0 && !traffic.IsEmpty
        select difference with { Ranges = ranges, Traffic = traffic };

    private static string Command(IsolationNaclOptions options, IsolationGroup group)
    {
        List<string> words =
        [
            "New-IsolationNacl", "-Name", Quoted(options.Name), "-SubnetId", string.Join(", ", group.Subnets.Select(subnet => subnet.Id)),
            "-Deny", string.Join(", ", options.Deny.Select(Quoted)),
        ];
        void Add(bool isSaid, string name, string value)
        {
            if (isSaid)
            {
                words.Add(value.Length > 0 ? $"{name} {value}" : name);
            }
        }

        Add(options.Protocol != "all", "-Protocol", options.Protocol);
        Add(options.Port.Count > 0, "-Port", string.Join(", ", options.Port));
        Add(options.RuleNumber.Count > 0, "-RuleNumber", string.Join(", ", options.RuleNumber));
        Add(options.Symmetric, "-Symmetric", "");
        Add(options.Force, "-Force", "");
        return string.Join(' ', words);
    }

    private static string Quoted(string text) =>
        text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or ':') ? text : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
