using System.Net;
using System.Runtime.CompilerServices;
using AwsHardening.Core.Network.Model;
using AwsHardening.Seam;

namespace AwsHardening.Core.Network.Internet;

/// <summary>Looks at ports, by connecting or by nmap, and sets what is found beside what is expected.</summary>
internal sealed class PortLook(
    HardeningSession session, Prediction? prediction, IPortConnector connector, TimeProvider time, PublicPortOptions options)
{
    /// <summary>Connects to each, some at once, and answers in order.</summary>
    public async IAsyncEnumerable<PublicPort> ConnectAsync(
        IReadOnlyList<(IPAddress Address, string Protocol, int Port)> targets, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Queue<Task<PublicPort>> under = new();
        try
        {
            foreach (var (address, protocol, port) in targets)
            {
                if (under.Count >= options.ThrottleLimit)
                {
                    yield return await under.Dequeue();
                }

                under.Enqueue(ConnectAsync(address, protocol, port, ended.Token));
            }

            while (under.Count > 0)
            {
                yield return await under.Dequeue();
            }
        }
        finally
        {
            // Whoever has enough leaves; what is still under way is stopped and seen to its end.
            await ended.CancelAsync();
            await ((Task)Task.WhenAll(under)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Lets nmap look at one address.</summary>
    public async Task<(IReadOnlyList<PublicPort> Found, OperationError? Error)> ScanAsync(
        NmapScanner nmap, IPAddress address, CancellationToken cancellationToken)
    {
        try
        {
            var found = await nmap.ScanAsync(address.ToString(), options, cancellationToken);
            return ([.. found.Select(port => Record(address, port.Protocol, port.Port, port.State, null) with { Service = port.Service })], null);
        }
        catch (NmapException e)
        {
            return ([], InternetErrors.NmapFailed(address.ToString(), e.Message));
        }
    }

    private async Task<PublicPort> ConnectAsync(IPAddress address, string protocol, int port, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var found = await connector.ConnectAsync(address, port, options.Timeout, cancellationToken);
        return Record(address, protocol, port, found,
            found is PublicPortState.Open or PublicPortState.Closed ? time.GetElapsedTime(start) : null);
    }

    private PublicPort Record(IPAddress address, string protocol, int port, PublicPortState found, TimeSpan? responseTime)
    {
        var at = IpAddress.From(address);
        var (predicted, reason) = prediction?.Of(at, protocol, port) ?? (PublicPortState.Unknown, "the account's network could not be read");
        return new PublicPort
        {
            AccountId = session.AccountId ?? "",
            Region = session.Region,
            IpAddress = address.ToString(),
            Port = port,
            Protocol = protocol,
            Found = found,
            Predicted = predicted,
            Agrees = Agrees(predicted, found),
            ResourceId = prediction?.Owner(at)?.Id ?? "",
            Name = prediction?.Owner(at)?.Name ?? "",
            ResponseTime = responseTime,
            Reason = reason,
        };
    }

    // Closed is an answer of the machine itself: packets got through, and that is what was predicted.
    private static bool? Agrees(PublicPortState predicted, PublicPortState found) =>
        predicted == PublicPortState.Unknown || found == PublicPortState.Unknown ? null
        : (predicted == PublicPortState.Open) == (found is PublicPortState.Open or PublicPortState.Closed);
}
