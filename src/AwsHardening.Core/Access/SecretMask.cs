using System.Text.RegularExpressions;

namespace AwsHardening.Core.Access;

/// <summary>Strikes credentials out of what an instance or a log shows: access keys' secrets, session tokens, metadata tokens, private keys.</summary>
internal static partial class SecretMask
{
    private const string Struck = "***";

    /// <summary>The text without credentials.</summary>
    public static string Apply(string text) => PrivateKey().Replace(
        Assigned().Replace(Member().Replace(text, $"${{head}}\"{Struck}\""), $"${{head}}{Struck}"), Struck);

    // As the metadata service and STS answer them; in a streamed log the quotes are escaped once more.
    [GeneratedRegex("""(?<head>\\*"(SecretAccessKey|Token|SessionToken|aws_secret_access_key|aws_session_token)\\*"\s*:\s*)\\*"[^"]*"?""", RegexOptions.IgnoreCase)]
    private static partial Regex Member();

    [GeneratedRegex(@"(?<head>\b(AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|AWS_SECURITY_TOKEN|aws_secret_access_key|aws_session_token)\s*=\s*)['""]?[^\s'""]+['""]?", RegexOptions.IgnoreCase)]
    private static partial Regex Assigned();

    [GeneratedRegex("-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*PRIVATE KEY-----|$)", RegexOptions.Singleline)]
    private static partial Regex PrivateKey();
}
