namespace AwsHardening.Sandbox.Templates;

/// <summary>An environment that a new embedded account can start with.</summary>
public interface ISandboxTemplate
{
    /// <summary>The Region of templates that have none of their own.</summary>
    const string UsualRegion = "us-east-1";

    /// <summary>The name under which accounts ask for it, such as <c>Fnd203</c>; case does not matter.</summary>
    string Name { get; }

    /// <summary>The Region of accounts that ask for none.</summary>
    string HomeRegion => UsualRegion;

    /// <summary>Builds the environment in an empty account, by the account's own operations.</summary>
    /// <param name="account">The account; its outputs are what whoever connects gets to know.</param>
    void Build(SandboxAccount account);
}
