namespace AwsHardening.Sandbox.Templates;

/// <summary>The templates, by name.</summary>
public static class SandboxTemplates
{
    /// <summary>Every template.</summary>
    public static IReadOnlyList<ISandboxTemplate> All { get; } = [new EmptyTemplate(), new Fnd203Template(), new OrganizationTemplate(), new SecurityEssentialsTemplate()];

    /// <summary>Finds a template.</summary>
    /// <param name="name">Its name; case does not matter.</param>
    /// <returns>The template.</returns>
    /// <exception cref="ArgumentException">No template has the name; the message lists those there are.</exception>
    public static ISandboxTemplate Find(string name) =>
        All.FirstOrDefault(template => string.Equals(template.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException(
            $"There is no sandbox template '{name}'. Templates: {string.Join(", ", All.Select(template => template.Name))}.");
}
