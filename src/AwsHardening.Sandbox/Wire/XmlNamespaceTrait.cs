namespace AwsHardening.Sandbox.Wire;

/// <summary>A namespace that an element declares, as the default one or under a prefix.</summary>
internal sealed record XmlNamespaceTrait(string Uri, string? Prefix);
