namespace AwsHardening.Sandbox.Templates;

/// <summary>An account in which nobody has made anything yet.</summary>
public sealed class EmptyTemplate : ISandboxTemplate
{
    /// <inheritdoc/>
    public string Name => "Empty";

    /// <inheritdoc/>
    public void Build(SandboxAccount account)
    {
    }
}
