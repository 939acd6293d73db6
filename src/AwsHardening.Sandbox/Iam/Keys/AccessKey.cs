namespace AwsHardening.Sandbox.Iam;

/// <summary>An access key. Its secret is said once, in the answer that made it, and kept where signatures are checked alone.</summary>
internal sealed class AccessKey(string id, DateTimeOffset created)
{
    public const string Active = "Active";

    public string Id { get; } = id;

    public DateTimeOffset Created { get; } = created;

    public string Status { get; set; } = Active;

    public KeyUse? LastUsed { get; set; }
}

/// <summary>The last call that a key signed.</summary>
/// <param name="Time">When.</param>
/// <param name="Service">The service, as its endpoint is called.</param>
/// <param name="Region">The Region of the call.</param>
internal sealed record KeyUse(DateTimeOffset Time, string Service, string Region);
