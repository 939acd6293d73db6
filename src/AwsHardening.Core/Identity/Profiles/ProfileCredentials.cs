using System.Globalization;
using Amazon.Runtime;
using Amazon.SecurityToken;

namespace AwsHardening.Core.Identity.Profiles;

/// <summary>
/// Turns a profile into credentials in the order of the <c>aws</c> CLI. Roles are this module's own, for their clock, their endpoint and
/// their questions; what asks other services or programs is the SDK's.
/// </summary>
/// <param name="profiles">The profiles.</param>
/// <param name="sts">Makes clients of STS for the Region and the endpoint of the profile that was asked for.</param>
/// <param name="time">The clock.</param>
internal sealed class ProfileCredentials(ProfileSet profiles, Func<AWSCredentials, IAmazonSecurityTokenService> sts, TimeProvider time)
{
    private readonly List<string> _way = [];

    /// <summary>The credentials of a profile. Asks nobody yet.</summary>
    /// <param name="name">The profile.</param>
    /// <exception cref="Errors.OperationException">There is no such profile, or it does not add up.</exception>
    public AWSCredentials Of(string name)
    {
        var profile = profiles.Find(name) ?? throw ProfileErrors.NotFound(name);
        return HasRole(profile) ? Role(name, profile) : Own(name, profile) ?? throw ProfileErrors.Empty(name);
    }

    /// <summary>The credentials that a profile's role is assumed with, or its own where it has no role.</summary>
    private AWSCredentials OfSource(string parent, string name)
    {
        var profile = profiles.Find(name) ?? throw ProfileErrors.UnknownSource(parent, name);
        if (_way.Contains(name) && !(name == parent && HasKey(profile)))
        {
            throw ProfileErrors.Loop([.. _way, name]);
        }

        // A key of its own goes before a role of its own, but only as a source.
        return HasKey(profile) ? Own(name, profile)!
            : HasRole(profile) ? Role(name, profile)
            : Own(name, profile) ?? throw ProfileErrors.Empty(name);
    }

    private RoleCredentials Role(string name, IReadOnlyDictionary<string, string> profile)
    {
        _way.Add(name);
        var sourceProfile = profile.GetValueOrDefault("source_profile");
        var credentialSource = profile.GetValueOrDefault("credential_source");
        var source = (sourceProfile, credentialSource) switch
        {
            (null, null) => throw ProfileErrors.Partial(name, "source_profile or credential_source"),
            ({ } from, null) => OfSource(name, from),
            (null, { } from) => Environment(name, from),
            _ => throw ProfileErrors.TwoSources(name),
        };
        if (profile.GetValueOrDefault("mfa_serial") is { } serial)
        {
            source = new MfaCredentials(source, serial, code: null, sts, time);
        }

        return new RoleCredentials(
            new RoleRequest
            {
                RoleArn = profile["role_arn"],
                SessionName = profile.GetValueOrDefault("role_session_name") ?? RoleNames.Session(time),
                ExternalId = profile.GetValueOrDefault("external_id"),
                Duration = Duration(name, profile),
            },
            source, sts, time);
    }

    private AWSCredentials? Own(string name, IReadOnlyDictionary<string, string> profile) =>
        profile.ContainsKey("web_identity_token_file") ? WebIdentity(name, profile)
        : profile.ContainsKey("sso_session") || profile.ContainsKey("sso_start_url") ? Sso(name, profile)
        : profiles.HasStoredKey(name) ? Key(name, profile)
        : profile.GetValueOrDefault("credential_process") is { } process ? new ProcessAWSCredentials(process)
        : HasKey(profile) ? Key(name, profile)
        : null;

    private SsoProfileCredentials Sso(string name, IReadOnlyDictionary<string, string> profile)
    {
        var session = profile.GetValueOrDefault("sso_session");
        return SsoProfileCredentials.Of(name, profile, session is null
            ? null : profiles.FindSsoSession(session) ?? throw ProfileErrors.Partial(name, $"the section [sso-session {session}]"));
    }

    private static AWSCredentials Key(string name, IReadOnlyDictionary<string, string> profile)
    {
        var secret = profile.GetValueOrDefault("aws_secret_access_key") ?? throw ProfileErrors.Partial(name, "aws_secret_access_key");
        return profile.GetValueOrDefault("aws_session_token") is { } token
            ? new SessionAWSCredentials(profile["aws_access_key_id"], secret, token)
            : new BasicAWSCredentials(profile["aws_access_key_id"], secret);
    }

    private static AssumeRoleWithWebIdentityCredentials WebIdentity(string name, IReadOnlyDictionary<string, string> profile) => new(
        profile["web_identity_token_file"],
        profile.GetValueOrDefault("role_arn") ?? throw ProfileErrors.Partial(name, "role_arn"),
        profile.GetValueOrDefault("role_session_name"));

    private static AWSCredentials Environment(string name, string source) => source switch
    {
        "Environment" => new EnvironmentVariablesAWSCredentials(),
        "Ec2InstanceMetadata" => new InstanceProfileAWSCredentials(),
        "EcsContainer" => new GenericContainerCredentials(),
        _ => throw ProfileErrors.UnknownCredentialSource(name, source),
    };

    private static TimeSpan Duration(string name, IReadOnlyDictionary<string, string> profile) =>
        profile.GetValueOrDefault("duration_seconds") is not { } text ? TimeSpan.FromHours(1)
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds)
        : throw ProfileErrors.BadNumber(name, "duration_seconds", text);

    private static bool HasRole(IReadOnlyDictionary<string, string> profile) =>
        profile.ContainsKey("role_arn") && !profile.ContainsKey("web_identity_token_file");

    private static bool HasKey(IReadOnlyDictionary<string, string> profile) => profile.ContainsKey("aws_access_key_id");
}
