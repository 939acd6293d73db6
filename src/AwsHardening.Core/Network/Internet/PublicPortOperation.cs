using System.Net;
using System.Runtime.CompilerServices;
using AwsHardening.Core.Account;
using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;

namespace AwsHardening.Core.Network.Internet;

/// <summary>Checks public ports from where this runs, and compares what is found with what the network lets expect.</summary>
public static class PublicPortOperation
{
    private const string Activity = "Checking public ports";

    /// <summary>Checks them, in the order of addresses and ports.</summary>
    /// <param name="session">The session: its account says whose the addresses are.</param>
    /// <param name="options">Which ports, and how.</param>
    /// <param name="host">Takes one error an address at most, and warnings.</param>
    /// <param name="cancellationToken">Stops the checks.</param>
    public static async IAsyncEnumerable<PublicPort> TestAsync(
        HardeningSession session, PublicPortOptions options, IOperationHost host, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var aws = AwsSession.Of(session);
        if (options.UdpPort.Count > 0 && !options.UseNmap)
        {
            await host.WriteErrorAsync(InternetErrors.UdpNeedsNmap(), cancellationToken);
            yield break;
        }

        var nmap = options.UseNmap ? aws.Settings.NmapPath() : null;
        if (options.UseNmap && nmap is null)
        {
            await host.WriteErrorAsync(InternetErrors.NoNmap(), cancellationToken);
            yield break;
        }

        host.WriteProgress(Activity, "reading what the account's own addresses are", -1);
        var prediction = await PredictAsync(session, aws, host, cancellationToken);
        if (prediction is null && !options.Force)
        {
            yield break;
        }

        List<(IPAddress Address, string Protocol, int Port)> targets = [];
        var look = new PortLook(session, prediction, aws.Settings.PortConnector(aws), aws.Settings.Time, options);
        foreach (var text in options.Address.Distinct())
        {
            if (!IPAddress.TryParse(text, out var address))
            {
                await host.WriteErrorAsync(InternetErrors.NotAnAddress(text), cancellationToken);
            }
            else if (!options.Force && prediction?.IsOwn(IpAddress.From(address)) != true)
            {
                await host.WriteErrorAsync(InternetErrors.NotOwn(text), cancellationToken);
            }
            else if (nmap is null)
            {
                targets.AddRange(options.Port.Distinct().Select(port => (address, "tcp", port)));
            }
            else if (aws.Sandbox is not null && !IPAddress.IsLoopback(address))
            {
                await host.WriteErrorAsync(InternetErrors.Embedded(text), cancellationToken);
            }
            else
            {
                host.WriteProgress(Activity, text, -1);
                var (found, error) = await look.ScanAsync(new NmapScanner(nmap), address, cancellationToken);
                if (error is not null)
                {
                    await host.WriteErrorAsync(error, cancellationToken);
                }

                foreach (var port in found)
                {
                    yield return Warned(port, host);
                }
            }
        }

        await foreach (var port in look.ConnectAsync(targets, cancellationToken))
        {
            yield return Warned(port, host);
        }

        host.WriteProgress(Activity, "", 101);
    }

    private static PublicPort Warned(PublicPort port, IOperationHost host)
    {
        if (port is { Agrees: false, Found: PublicPortState.Open or PublicPortState.Closed })
        {
            host.WriteWarning($"{port.IpAddress} {port.Protocol} {port.Port} answers, although the account's network lets nothing through: "
                + "something stands there that was not read.");
        }

        return port;
    }

    private static async Task<Prediction?> PredictAsync(
        HardeningSession session, AwsSession aws, IOperationHost host, CancellationToken cancellationToken)
    {
        var view = new AccountView(aws, cancellationToken);
        var reads = (Instances: view.Instances(), Balancers: view.LoadBalancers());
        var model = await NetworkModelRead.TryAsync(session, view, host, cancellationToken);
        var instances = await reads.Instances;
        var balancers = await reads.Balancers;
        return model is null ? null
            : new Prediction(model, new PublicThings(instances.IsKnown ? instances.Value : [], balancers.IsKnown ? balancers.Value : null));
    }
}
