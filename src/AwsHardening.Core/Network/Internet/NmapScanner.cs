using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace AwsHardening.Core.Network.Internet;

/// <summary>One port, as nmap found it.</summary>
/// <param name="Protocol">tcp or udp.</param>
/// <param name="Port">The port.</param>
/// <param name="State">What was found.</param>
/// <param name="Service">What nmap takes the service for, or an empty text.</param>
internal sealed record NmapPort(string Protocol, int Port, PublicPortState State, string Service);

/// <summary>Lets nmap look at an address, and reads its XML (Nmap Reference Guide, "XML Output").</summary>
/// <param name="program">The program's path.</param>
internal sealed class NmapScanner(string program)
{
    /// <summary>Looks at some ports of an address.</summary>
    /// <exception cref="NmapException">It could not be started, failed, or wrote what cannot be read.</exception>
    public async Task<IReadOnlyList<NmapPort>> ScanAsync(string address, PublicPortOptions options, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in Arguments(address, options))
        {
            start.ArgumentList.Add(argument);
        }

        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            throw new NmapException(e.Message);
        }

        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0 ? Read(await output, options)
                : throw new NmapException($"it ended with {process.ExitCode}: {(await errors).Trim()}");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>What nmap is told: no ping and no names, because only the ports are asked about; whole connections, because those need no rights.</summary>
    internal static IReadOnlyList<string> Arguments(string address, PublicPortOptions options)
    {
        string[] ports =
        [
            .. options.Port.Count == 0 ? [] : new[] { $"T:{string.Join(',', options.Port)}" },
            .. options.UdpPort.Count == 0 ? [] : new[] { $"U:{string.Join(',', options.UdpPort)}" },
        ];
        return
        [
            "-Pn", "-n",
            .. options.Port.Count == 0 ? [] : new[] { "-sT" },
            .. options.UdpPort.Count == 0 ? [] : new[] { "-sU" },
            .. address.Contains(':', StringComparison.Ordinal) ? new[] { "-6" } : [],
            "--initial-rtt-timeout", $"{(int)options.Timeout.TotalMilliseconds}ms", "--max-rtt-timeout", $"{(int)options.Timeout.TotalMilliseconds}ms",
            "-p", string.Join(',', ports), .. options.NmapArgument, "-oX", "-", address,
        ];
    }

    /// <summary>Reads nmap's XML. Ports that it does not list one by one are in the state that it gives for the rest.</summary>
    /// <exception cref="NmapException">It cannot be read.</exception>
    internal static IReadOnlyList<NmapPort> Read(string xml, PublicPortOptions options)
    {
        try
        {
            using var reader = XmlReader.Create(
                new StringReader(xml), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
            var ports = XDocument.Load(reader).Root?.Element("host")?.Element("ports") ?? throw new NmapException("it found no host");
            var found = ports.Elements("port").Select(Port).ToDictionary(port => (port.Protocol, port.Port));
            string?[] rest = [.. ports.Elements("extraports").Select(extra => (string?)extra.Attribute("state"))];
            var other = rest is [var state] ? State(state) : PublicPortState.Unknown;
            return
            [
                .. options.Port.Select(port => ("tcp", port)).Concat(options.UdpPort.Select(port => ("udp", port)))
                    .Select(key => found.GetValueOrDefault(key) ?? new NmapPort(key.Item1, key.port, other, "")),
            ];
        }
        catch (Exception e) when (e is XmlException or FormatException)
        {
            throw new NmapException($"what it wrote cannot be read: {e.Message}");
        }
    }

    private static NmapPort Port(XElement port)
    {
        var service = port.Element("service");
        string?[] words = [.. new[] { "name", "product", "version" }.Select(name => (string?)service?.Attribute(name))];
        return new NmapPort(
            (string?)port.Attribute("protocol") ?? "tcp",
            int.Parse((string?)port.Attribute("portid") ?? "", CultureInfo.InvariantCulture),
            State((string?)port.Element("state")?.Attribute("state")),
            string.Join(' ', words.Where(word => !string.IsNullOrEmpty(word))));
    }

    // "open|filtered" is nmap's word for silence where silence means nothing, as with UDP.
    private static PublicPortState State(string? word) => word switch
    {
        "open" => PublicPortState.Open,
        "closed" or "unfiltered" => PublicPortState.Closed,
        "filtered" => PublicPortState.Filtered,
        _ => PublicPortState.Unknown,
    };
}

/// <summary>nmap did not do what it was to do.</summary>
/// <param name="why">What went wrong, as a clause.</param>
internal sealed class NmapException(string why) : Exception(why);
