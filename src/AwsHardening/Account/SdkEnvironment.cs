using System.Collections;

namespace AwsHardening.Account;

/// <summary>The environment variables that steer the SDK's credential and Region chains.</summary>
internal static class SdkEnvironment
{
    private static readonly string[] s_secrets = ["AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN"];

    /// <summary>One text that differs when the chains would decide differently. Without secrets: a new secret has a new key id.</summary>
    public static string Fingerprint() => string.Join(
        '\n',
        Environment.GetEnvironmentVariables()
            .Cast<DictionaryEntry>()
            .Select(entry => (Name: (string)entry.Key, Value: (string?)entry.Value))
            .Where(entry => entry.Name.StartsWith("AWS_", StringComparison.OrdinalIgnoreCase))
            .Where(entry => !s_secrets.Contains(entry.Name, StringComparer.OrdinalIgnoreCase))
            .OrderBy(entry => entry.Name, StringComparer.Ordinal)
            .Select(entry => $"{entry.Name}={entry.Value}"));
}
