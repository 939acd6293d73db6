namespace AwsHardening.Identity;

/// <summary>Variables of this process's environment, set for a while.</summary>
internal sealed class EnvironmentChange : IDisposable
{
    private readonly Dictionary<string, string?> _before;
    private readonly ExportedCredentials _credentials;

    /// <summary>Sets the variables, and remembers what they were.</summary>
    /// <param name="credentials">What the variables are of; ends with this.</param>
    public EnvironmentChange(ExportedCredentials credentials)
    {
        _credentials = credentials;
        _before = credentials.Environment.Keys.ToDictionary(name => name, Environment.GetEnvironmentVariable, StringComparer.Ordinal);
        Set(credentials.Environment);
    }

    /// <summary>Puts all back as they were, whatever they are now.</summary>
    public void Dispose()
    {
        Set(_before);
        _credentials.Dispose();
    }

    private static void Set(IReadOnlyDictionary<string, string?> variables)
    {
        foreach (var (name, value) in variables)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }
}
