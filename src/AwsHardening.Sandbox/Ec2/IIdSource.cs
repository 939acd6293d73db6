namespace AwsHardening.Sandbox;

/// <summary>Where the embedded account takes the ids of new resources from.</summary>
public interface IIdSource
{
    /// <summary>The next id of a kind: the prefix, a hyphen and 17 hexadecimal digits, as AWS issues them.</summary>
    /// <param name="prefix">The prefix of the kind, without hyphen, such as <c>sg</c> or <c>eni</c>.</param>
    string Next(string prefix);
}
