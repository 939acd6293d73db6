using System.Text.Json;
using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Core.Identity;

/// <summary>Makes links that sign a browser in to the console ("Enabling custom identity broker access to the AWS console").</summary>
public static class ConsoleSignInOperation
{
    // What AWS gives to a link; the console session is as long as the role's.
    private static readonly TimeSpan s_linkLife = TimeSpan.FromMinutes(15);

    /// <summary>Asks the federation endpoint for a sign-in token (getSigninToken), and makes a link of it.</summary>
    /// <param name="session">A role's session.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="OperationException">An embedded account, which has no console; the endpoint refused or was not reached.</exception>
    public static async Task<ConsoleSignIn> LinkAsync(HardeningSession session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        var aws = AwsSession.Of(session);
        if (aws.Sandbox is not null)
        {
            throw Failed("ConsoleNotThere", OperationErrorCategory.InvalidOperation, "An embedded account has no console to sign in to.",
                "Use a session of a real account.", session, null);
        }

        var host = Host(session.Partition);
        var now = await aws.Credentials.GetCredentialsAsync().WaitAsync(cancellationToken);
        var keys = JsonSerializer.Serialize(new Dictionary<string, string?>
        {
            ["sessionId"] = now.AccessKey, ["sessionKey"] = now.SecretKey, ["sessionToken"] = now.Token,
        });
        string token;
        try
        {
            using var http = aws.Settings.SignInHttp();
            // In the body, not the address: addresses are logged on the way.
            using var form = new FormUrlEncodedContent([new("Action", "getSigninToken"), new("Session", keys)]);
            using var answer = await http.PostAsync(new Uri($"https://{host.SignIn}/federation"), form, cancellationToken);
            if (!answer.IsSuccessStatusCode)
            {
                throw Failed("ConsoleSignInRefused", OperationErrorCategory.PermissionDenied,
                    $"The federation endpoint {host.SignIn} answered {(int)answer.StatusCode}.",
                    "The credentials must be a role's, and not yet expired; assume the role again.", session, null);
            }

            using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
            token = body.RootElement.GetProperty("SigninToken").GetString()!;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or KeyNotFoundException
            || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw Failed("ConsoleSignInNotReached", OperationErrorCategory.ConnectionError,
                $"The federation endpoint {host.SignIn} gave no sign-in token: {e.GetType().Name}.", "Check the network and try again.", session, e);
        }

        var destination = Uri.EscapeDataString($"https://{session.Region}.{host.Console}/console/home?region={session.Region}");
        return new ConsoleSignIn(
            session.AccountId ?? "", session.RoleArn ?? "", session.Region, aws.Settings.Time.GetUtcNow() + s_linkLife,
            new Uri($"https://{host.SignIn}/federation?Action=login&Issuer=AwsHardening&Destination={destination}&SigninToken={Uri.EscapeDataString(token)}"));
    }

    private static (string SignIn, string Console) Host(string partition) => partition switch
    {
        "aws-cn" => ("signin.amazonaws.cn", "console.amazonaws.cn"),
        "aws-us-gov" => ("signin.amazonaws-us-gov.com", "console.amazonaws-us-gov.com"),
        _ => ("signin.aws.amazon.com", "console.aws.amazon.com"),
    };

    private static OperationException Failed(
        string id, OperationErrorCategory category, string message, string action, HardeningSession session, Exception? cause) =>
        new(id, category, message, action, session, cause);
}
