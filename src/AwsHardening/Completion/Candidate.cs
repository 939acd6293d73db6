namespace AwsHardening.Completion;

/// <summary>Something that tab completion may offer.</summary>
/// <param name="Value">The argument itself, unquoted.</param>
/// <param name="ToolTip">What it is, in a few words.</param>
internal sealed record Candidate(string Value, string ToolTip);
