namespace AwsHardening.Sandbox.Iam;

/// <summary>What a user, or the root user, signs in with.</summary>
internal sealed class SignInMeans
{
    public List<AccessKey> Keys { get; } = [];

    public List<MfaDevice> Devices { get; } = [];

    /// <summary>The password of the console; null for nobody's.</summary>
    public LoginProfile? Login { get; set; }

    public DateTimeOffset? PasswordLastUsed { get; set; }
}

/// <summary>A password: that there is one, never what it is.</summary>
internal sealed class LoginProfile(DateTimeOffset created)
{
    public DateTimeOffset Created { get; } = created;

    public DateTimeOffset Changed { get; set; } = created;

    public bool ResetRequired { get; set; }
}
