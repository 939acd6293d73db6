using System.Globalization;
using System.Text.Json;
using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;

namespace AwsHardening.Core.Identity;

/// <summary>Hands a session's credentials to other programs.</summary>
public static class CredentialExportOperation
{
    /// <summary>The credentials as environment variables and as the output of a <c>credential_process</c>.</summary>
    /// <param name="session">The session.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="OperationException">There are none.</exception>
    internal static async Task<ExportedCredentials> ExportAsync(HardeningSession session, CancellationToken cancellationToken)
    {
        var aws = AwsSession.Of(session);
        try
        {
            var now = await aws.Credentials.GetCredentialsAsync().WaitAsync(cancellationToken);
            var expiration = session.Expiration?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            return new ExportedCredentials
            {
                Environment = Variables(session, now.AccessKey, now.SecretKey, now.UseToken ? now.Token : null, expiration),
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
        HardeningSession session, string keyId, string secret, string? token, string? expiration)
    {
        Dictionary<string, string?> variables = new(StringComparer.Ordinal)
        {
            ["AWS_ACCESS_KEY_ID"] = keyId,
            ["AWS_SECRET_ACCESS_KEY"] = secret,
            ["AWS_SESSION_TOKEN"] = token,
            ["AWS_CREDENTIAL_EXPIRATION"] = expiration,
            ["AWS_REGION"] = session.Region,
            ["AWS_DEFAULT_REGION"] = session.Region,
            // Tools differ in what goes first, a profile or a key; an old name of the token must not go beside a new key.
            ["AWS_PROFILE"] = null,
            ["AWS_DEFAULT_PROFILE"] = null,
            ["AWS_SECURITY_TOKEN"] = null,
        };
        if (session.EndpointUrl is not null)
        {
            variables["AWS_ENDPOINT_URL"] = session.EndpointUrl;
        }

        return variables;
    }

    private sealed record CredentialProcessOutput(
        int Version, string AccessKeyId, string SecretAccessKey, string? SessionToken, string? Expiration);
}
