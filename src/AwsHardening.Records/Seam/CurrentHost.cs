namespace AwsHardening.Seam;

/// <summary>
/// Whoever runs the present operation, for what may have to be asked deep inside a call: an MFA code, when credentials are renewed
/// on the way.
/// </summary>
internal static class CurrentHost
{
    private static readonly AsyncLocal<IOperationHost?> s_host = new();

    /// <summary>The host of this flow of work; null where nobody can be asked.</summary>
    public static IOperationHost? Value
    {
        get => s_host.Value;
        set => s_host.Value = value;
    }
}
