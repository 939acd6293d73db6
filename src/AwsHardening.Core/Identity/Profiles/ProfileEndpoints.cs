namespace AwsHardening.Core.Identity.Profiles;

/// <summary>
/// The endpoints of a profile ("Service-specific endpoints", AWS SDKs and Tools Reference Guide). The SDK for .NET reads them of the
/// profile in AWS_PROFILE alone, not of one that is named.
/// </summary>
internal static class ProfileEndpoints
{
    /// <summary>The endpoint of a service: what the <c>services</c> section says of it, else the profile's <c>endpoint_url</c>.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="serviceId">The service's id, such as <c>STS</c> or <c>Config Service</c>.</param>
    /// <returns>Null where nothing is said, where the environment says it already, or where all such settings are to be ignored.</returns>
    public static string? Of(string profile, string serviceId)
    {
        var key = serviceId.Replace(' ', '_');
        if (IsTrue(Environment.GetEnvironmentVariable("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"))
            || IsSaid("AWS_ENDPOINT_URL") || IsSaid($"AWS_ENDPOINT_URL_{key.ToUpperInvariant()}"))
        {
            return null;
        }

        var profiles = ProfileSet.Load();
        if (profiles.Find(profile) is not { } values || IsTrue(values.GetValueOrDefault("ignore_configured_endpoint_urls")))
        {
            return null;
        }

        var services = values.GetValueOrDefault("services") is { } name ? profiles.FindServices(name) : null;
        return services?.GetValueOrDefault($"{key.ToLowerInvariant()}.endpoint_url") ?? values.GetValueOrDefault("endpoint_url");
    }

    /// <summary>The same as variables, for programs that do not know of the profile.</summary>
    /// <param name="profile">The profile.</param>
    /// <returns>None where nothing is said, where the environment says it already, or where all such settings are to be ignored.</returns>
    public static IReadOnlyDictionary<string, string> Variables(string profile)
    {
        Dictionary<string, string> variables = new(StringComparer.Ordinal);
        var profiles = ProfileSet.Load();
        if (IsTrue(Environment.GetEnvironmentVariable("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")) || IsSaid("AWS_ENDPOINT_URL")
            || profiles.Find(profile) is not { } values || IsTrue(values.GetValueOrDefault("ignore_configured_endpoint_urls")))
        {
            return variables;
        }

        if (values.GetValueOrDefault("endpoint_url") is { } all)
        {
            variables["AWS_ENDPOINT_URL"] = all;
        }

        foreach (var (member, url) in (values.GetValueOrDefault("services") is { } name ? profiles.FindServices(name) : null) ?? new Dictionary<string, string>())
        {
            var variable = $"AWS_ENDPOINT_URL_{member.Split('.')[0].ToUpperInvariant()}";
            if (member.EndsWith(".endpoint_url", StringComparison.Ordinal) && !IsSaid(variable))
            {
                variables[variable] = url;
            }
        }

        return variables;
    }

    private static bool IsSaid(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 };

    private static bool IsTrue(string? value) => string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);
}
