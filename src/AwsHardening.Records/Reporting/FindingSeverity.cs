namespace AwsHardening;

/// <summary>How bad a finding is.</summary>
public enum FindingSeverity
{
    /// <summary>Good to know.</summary>
    Informational,

    /// <summary>Tidiness, or a second line of defence.</summary>
    Low,

    /// <summary>Makes an attack easier, or goes unseen.</summary>
    Medium,

    /// <summary>One mistake away from harm.</summary>
    High,

    /// <summary>Harm needs nobody's mistake any more.</summary>
    Critical,
}
