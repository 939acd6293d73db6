using System.Net.Sockets;

namespace AwsHardening.Sandbox.Hosting;

/// <summary>The program: serves an account until it is stopped.</summary>
internal static class ServeCommand
{
    private const int Success = 0;
    private const int Failure = 1;
    private const int WrongUsage = 2;

    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter errors, CancellationToken token)
    {
        if (args is ["--help" or "-h" or "help"])
        {
            await output.WriteLineAsync(ServeArguments.Usage);
            return Success;
        }

        try
        {
            ServeArguments arguments = ServeArguments.Parse(args);
            SandboxAccount account = SandboxAccount.FromTemplate(arguments.Template, arguments.Options);
            foreach (var fault in arguments.Faults)
            {
                account.Faults.Add(fault);
            }

            if (arguments.Members is { } members)
            {
                var organization = SandboxOrganization.Create(account);
                for (var number = 1; number <= members; number++)
                {
                    organization.AddAccount($"member-{number}");
                }
            }

            await using SandboxServer server = SandboxServer.Start(account, arguments.Port, problem => errors.WriteLine(problem));
            await output.WriteLineAsync(Greeting(arguments, account, server.Endpoint));
            await output.FlushAsync(token);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            return Success;
        }
        catch (OperationCanceledException)
        {
            return Success;
        }
        catch (ArgumentException problem)
        {
            await errors.WriteLineAsync($"{problem.Message}\n\n{ServeArguments.Usage}");
            return WrongUsage;
        }
        catch (SocketException problem)
        {
            await errors.WriteLineAsync($"The port cannot be opened on 127.0.0.1: {problem.Message}");
            return Failure;
        }
    }

    private static string Greeting(ServeArguments arguments, SandboxAccount account, Uri endpoint)
    {
        string services = string.Join(", ", account.Services.Select(service => service.Service).Order(StringComparer.Ordinal));
        string outputs = string.Concat(account.Outputs.Select(pair => $"\n  {pair.Key} = {pair.Value}"));
        return $"""
            Account {account.AccountId}, template {arguments.Template}, serves {services} at {endpoint}

              export AWS_ENDPOINT_URL={endpoint.ToString().TrimEnd('/')}
              export AWS_REGION={account.Region} AWS_DEFAULT_REGION={account.Region}
              export AWS_ACCESS_KEY_ID={account.Principals.Default.AccessKeyId} AWS_SECRET_ACCESS_KEY=any
              aws sts get-caller-identity

            Members: {(account.Organization is { } organization ? string.Join(", ", organization.Accounts.Where(other => other != account).Select(other => other.AccountId)) : "no organization")}
            Faults: {(arguments.Faults.Count > 0 ? string.Join(", ", arguments.Faults.Select(fault => $"{fault.Kind} {fault.Service} {fault.Operation}")) : "none")}
            Outputs:{(outputs.Length > 0 ? outputs : " none")}

            Ctrl+C ends it.
            """;
    }
}
