namespace AwsHardening.Clients.Runtime.Calls;

/// <summary>Where new idempotency tokens come from. Tests put a fixed source in its place.</summary>
internal static class IdempotencyTokens
{
    public static Func<string> Next { get; set; } = static () => Guid.NewGuid().ToString();
}
