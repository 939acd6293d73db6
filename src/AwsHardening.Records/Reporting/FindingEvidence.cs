namespace AwsHardening;

/// <summary>A value that a finding rests on.</summary>
/// <param name="Path">Where it stands in what AWS answered, such as <c>MetadataOptions.HttpTokens</c>.</param>
/// <param name="Value">The value, as JSON where it is more than a text; empty where AWS says nothing there.</param>
public sealed record FindingEvidence(string Path, string Value)
{
    /// <inheritdoc />
    public override string ToString() => $"{Path} = {Value}";
}
