using System.Globalization;
using AwsHardening.Sandbox.Faults;
using AwsHardening.Sandbox.Templates;

namespace AwsHardening.Sandbox.Hosting;

/// <summary>The command line of <c>serve</c>.</summary>
internal sealed record ServeArguments(string Template, int Port, SandboxOptions Options, IReadOnlyList<FaultRule> Faults)
{
    private const int MaxMembers = 1000;

    /// <summary>How many member accounts there are; null for an account on its own.</summary>
    public int? Members { get; init; }

    public static string Usage { get; } = $"""
        usage: AwsHardening.Sandbox serve [--template NAME] [--port N] [--region REGION] [--account ID]
                                          [--members N] [--fault KIND:SERVICE:OPERATION[:N]]...

          --template  what the account starts with: {string.Join(", ", SandboxTemplates.All.Select(template => template.Name))} (default Empty)
          --port      the port on 127.0.0.1; 0 takes a free one (default 0)
          --region    the Region that the template builds in (default: the template's own)
          --account   the twelve-digit account id (default 123456789012)
          --members   how many other accounts an organization around the account has (default: no organization)
          --fault     what goes wrong, with which calls, and with the Nth of them alone where N is said; may be said again.
                      KIND is one of {string.Join(", ", Enum.GetNames<FaultKind>())};
                      SERVICE and OPERATION may have * and ?, such as DropResponse:ec2:Authorize*:2
        """;

    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">It asks for something that there is not; the message says what.</exception>
    public static ServeArguments Parse(IReadOnlyList<string> args)
    {
        if (args is not ["serve", ..])
        {
            throw new ArgumentException(args.Count == 0 ? "No command was given." : $"There is no command '{args[0]}'.");
        }

        // Clients of a served account live in real time: credentials that expire in the account must not be old to them.
        var result = new ServeArguments("Empty", 0, new SandboxOptions { TimeProvider = TimeProvider.System }, []);
        for (int i = 1; i < args.Count; i += 2)
        {
            string value = i + 1 < args.Count ? args[i + 1] : throw new ArgumentException($"{args[i]} needs a value.");
            result = args[i] switch
            {
                "--template" => result with { Template = SandboxTemplates.Find(value).Name },
                "--port" => result with { Port = ParsePort(value) },
                "--region" => result with { Options = result.Options with { Region = value } },
                "--account" when value.Length == 12 && value.All(char.IsAsciiDigit) =>
                    result with { Options = result.Options with { AccountId = value } },
                "--account" => throw new ArgumentException($"'{value}' is not twelve digits."),
                "--members" => result with { Members = ParseMembers(value) },
                "--fault" => result with { Faults = [.. result.Faults, ParseFault(value)] },
                _ => throw new ArgumentException($"There is no option '{args[i]}'."),
            };
        }

        return result;
    }

    private static FaultRule ParseFault(string value)
    {
        if (value.Split(':') is not [var kind, { Length: > 0 } service, { Length: > 0 } operation, .. var rest] || rest.Length > 1)
        {
            throw new ArgumentException($"'{value}' is no fault: say KIND:SERVICE:OPERATION or KIND:SERVICE:OPERATION:N.");
        }

        // A name and no number, which would be one of its values too.
        if (!Enum.GetNames<FaultKind>().Contains(kind, StringComparer.OrdinalIgnoreCase))
        {
            throw new ArgumentException($"'{kind}' is no kind of fault; there are {string.Join(", ", Enum.GetNames<FaultKind>())}.");
        }

        var when = rest switch
        {
            [] => FaultOccurrence.Every,
            [var nth] when long.TryParse(nth, NumberStyles.None, CultureInfo.InvariantCulture, out long n) && n > 0 => FaultOccurrence.Nth(n),
            _ => throw new ArgumentException($"'{rest[0]}' does not say which call: give a number from 1 on."),
        };
        return new FaultRule(Enum.Parse<FaultKind>(kind, ignoreCase: true), service, operation) { When = when };
    }

    private static int ParseMembers(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count <= MaxMembers
            ? count
            : throw new ArgumentException($"'{value}' is no number of accounts: give one from 0 to {MaxMembers}.");

    private static int ParsePort(string value) =>
        ushort.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port)
            ? port
            : throw new ArgumentException($"'{value}' is no port: give a number from 0 to 65535.");
}
