using System.Globalization;
using System.Text.Json;
using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Identity.Profiles;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Hosting;

namespace AwsHardening.Core.Identity;

/// <summary>Hands a session's credentials to other programs.</summary>
public static class CredentialExportOperation
{
    /// <summary>The credentials as environment variables and as the output of a <c>credential_process</c>.</summary>
    /// <param name="session">The session.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <param name="serve">An embedded account is served to programs on a loopback port, so that none of them calls AWS in its place.</param>
    /// <exception cref="OperationException">There are none.</exception>
    internal static async Task<ExportedCredentials> ExportAsync(HardeningSession session, CancellationToken cancellationToken, bool serve = true)
    {
        var aws = AwsSession.Of(session);
        try
        {
            var now = await aws.Credentials.GetCredentialsAsync().WaitAsync(cancellationToken);
            var expiration = session.Expiration?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            var server = serve && aws.Sandbox is { } account ? new ServedAccount(account) : null;
            return new ExportedCredentials
            {
                Place = server,
                Environment = Variables(
                    session, now.AccessKey, now.SecretKey, now.UseToken ? now.Token : null, expiration, server?.Endpoint ?? session.EndpointUrl),
                ProcessJson = JsonSerializer.Serialize(
                    new CredentialProcessOutput(1, now.AccessKey, now.SecretKey, now.UseToken ? now.Token : null, expiration),
                    s_json),
            };
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            throw new OperationException(AwsErrors.Describe(e, "getting the credentials", "sts:AssumeRole", session));
        }
    }

    private static readonly JsonSerializerOptions s_json = new()
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static Dictionary<string, string?> Variables(
        HardeningSession session, string keyId, string secret, string? token, string? expiration, string? endpoint)
    {
        Dictionary<string, string?> variables = new(StringComparer.Ordinal)
        {
            ["AWS_ACCESS_KEY_ID"] = keyId,
            ["AWS_SECRET_ACCESS_KEY"] = secret,
            ["AWS_SESSION_TOKEN"] = token,
            // An embedded account has a time of its own, by which programs would find its credentials long gone.
            ["AWS_CREDENTIAL_EXPIRATION"] = session.Sandbox is null ? expiration : null,
            ["AWS_REGION"] = session.Region,
            ["AWS_DEFAULT_REGION"] = session.Region,
            // Tools differ in what goes first, a profile or a key; an old name of the token must not go beside a new key.
            ["AWS_PROFILE"] = null,
            ["AWS_DEFAULT_PROFILE"] = null,
            ["AWS_SECURITY_TOKEN"] = null,
        };
        if (endpoint is null)
        {
            // With the profile its endpoints would be gone, and a program would call AWS itself.
            foreach (var (name, url) in AwsSession.Of(session).EndpointProfile is { } profile ? ProfileEndpoints.Variables(profile) : new Dictionary<string, string>())
            {
                variables[name] = url;
            }

            return variables;
        }

        // For every service, whatever else is said of some of them.
        foreach (var name in Environment.GetEnvironmentVariables().Keys.OfType<string>().Where(name => name.StartsWith("AWS_ENDPOINT_URL_", StringComparison.OrdinalIgnoreCase)))
        {
            variables[name] = null;
        }

        variables["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = null;
        variables["AWS_ENDPOINT_URL"] = endpoint;
        return variables;
    }

    private sealed class ServedAccount(SandboxAccount account) : IDisposable
    {
        private readonly SandboxServer _server = SandboxServer.Start(account, onlyKnownKeys: true);

        public string Endpoint => _server.Endpoint.ToString().TrimEnd('/');

        public void Dispose() => _server.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private sealed record CredentialProcessOutput(
        int Version, string AccessKeyId, string SecretAccessKey, string? SessionToken, string? Expiration);
}
