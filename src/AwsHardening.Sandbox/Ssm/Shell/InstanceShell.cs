using System.Text;
using System.Text.RegularExpressions;
using AwsHardening.Sandbox.Ec2;

namespace AwsHardening.Sandbox.Ssm;

/// <summary>
/// A shell on an instance that knows the few programs with which an instance is looked at: curl for its metadata, ping, and what
/// strings them together. Anything else is not found.
/// </summary>
internal sealed partial class InstanceShell(Agent agent)
{
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);
    private readonly InstanceMetadata _metadata = new(agent);

    /// <summary>Runs a script and answers its output, errors among it, and the status of its last command.</summary>
    public (string Output, int Code) Run(string script)
    {
        var output = new StringBuilder();
        var code = 0;
        foreach (var line in ShellWords.Cut(script, "\n", ";"))
        {
            foreach (var part in ShellWords.Cut(line, "&&"))
            {
                (var text, code) = Pipe(part);
                output.Append(text);
                if (code != 0)
                {
                    break;
                }
            }
        }

        return (output.ToString(), code);
    }

    private (string Output, int Code) Pipe(string line)
    {
        var (text, code) = ("", 0);
        foreach (var command in ShellWords.Cut(line, "|"))
        {
            (text, code) = Simple(command, text);
        }

        return (text, code);
    }

    private (string Output, int Code) Simple(string command, string input)
    {
        var words = ShellWords.Expand(command, name => _variables.GetValueOrDefault(name, ""), inner => Run(inner).Output)
            .Where(word => !word.StartsWith("2>", StringComparison.Ordinal)).ToList();
        if (words is [var first] && Assignment().Match(first) is { Success: true } assignment)
        {
            _variables[assignment.Groups["name"].Value] = assignment.Groups["value"].Value;
            return ("", 0);
        }

        return words switch
        {
            [] => ("", 0),
            ["curl", .. var arguments] => _metadata.Curl(arguments),
            ["ping", .. var arguments] => Ping(arguments[^1]),
            ["echo", .. var arguments] => (string.Join(' ', arguments) + "\n", 0),
            ["sed", "-E", var program] => (Substitute(program, input), 0),
            ["hostname"] => ((agent.Interface?.PrivateDnsName ?? "localhost") + "\n", 0),
            ["whoami"] => ("ssm-user\n", 0),
            ["true"] or ["exit"] => ("", 0),
            _ => ($"sh: {words[0]}: command not found\n", 127),
        };
    }

    private (string Output, int Code) Ping(string address)
    {
        var answered = Cidr.ParseAddress(address, ipv6: false) is not null
            && Connectivity.ReachesOutside(agent.Interface!, address, "icmp", 8);
        var head = $"PING {address} ({address}) 56(84) bytes of data.\n";
        return answered
            ? ($"{head}64 bytes from {address}: icmp_seq=1 ttl=112 time=1.21 ms\n\n--- {address} ping statistics ---\n"
                + "1 packets transmitted, 1 received, 0% packet loss, time 0ms\n", 0)
            : ($"{head}\n--- {address} ping statistics ---\n1 packets transmitted, 0 received, 100% packet loss, time 0ms\n", 1);
    }

    // s/pattern/replacement/flags, in sed's extended syntax, which .NET reads as it stands but for the references.
    private static string Substitute(string program, string input) => program.Split(program[1]) is ["s", var pattern, var replacement, ..]
        ? Regex.Replace(input, pattern, Reference().Replace(replacement, "$${$1}"), RegexOptions.None, TimeSpan.FromSeconds(1))
        : input;

    [GeneratedRegex(@"^(?<name>[A-Za-z_]\w*)=(?<value>.*)$", RegexOptions.Singleline)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"\\(\d)")]
    private static partial Regex Reference();
}
