namespace AwsHardening.Identity;

/// <summary>Variables of this process's environment, set for a while.</summary>
internal sealed class EnvironmentChange : IDisposable
{
    private readonly Dictionary<string, string?> _before;

    /// <summary>Sets the variables, and remembers what they were.</summary>
    /// <param name="variables">Values by name; null for one that must not be there.</param>
    public EnvironmentChange(IReadOnlyDictionary<string, string?> variables)
    {
        _before = variables.Keys.ToDictionary(name => name, Environment.GetEnvironmentVariable, StringComparer.Ordinal);
        Set(variables);
    }

    /// <summary>Puts all back as they were, whatever they are now.</summary>
    public void Dispose() => Set(_before);

    private static void Set(IReadOnlyDictionary<string, string?> variables)
    {
        foreach (var (name, value) in variables)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }
}
