namespace AwsHardening.Clients.Runtime.Shapes;

/// <summary>The namespace of an element: with a prefix it is only declared there, without one it is the element's own.</summary>
/// <param name="Uri">The namespace.</param>
/// <param name="Prefix">The prefix, or null.</param>
internal sealed record XmlNamespace(string Uri, string? Prefix = null);
