using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Reporting;

/// <summary>What was collected of an account. Nothing changes it; rules are judged on it without another call.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Partition">The partition, such as <c>aws</c>.</param>
/// <param name="CollectedAt">When, by the account's clock.</param>
/// <param name="Global">What is in no Region.</param>
/// <param name="Regions">What is in each Region.</param>
internal sealed record AuditDocument(
    string AccountId, string Partition, DateTimeOffset CollectedAt, AuditRegion Global, IReadOnlyList<AuditRegion> Regions);

/// <summary>What was collected in one Region.</summary>
/// <param name="Name">The Region, or <see cref="Everywhere"/>.</param>
/// <param name="Facts">Lists by their name, each known or unknown with the reason.</param>
internal sealed record AuditRegion(string Name, IReadOnlyDictionary<string, Fact<IReadOnlyList<AuditResource>>> Facts)
{
    /// <summary>The Region of what is in none.</summary>
    public const string Everywhere = "global";
}

/// <summary>Where a rule is judged: one Region of a document, with what is in none.</summary>
/// <param name="Document">The document.</param>
/// <param name="Region">The Region.</param>
internal sealed record AuditPlace(AuditDocument Document, AuditRegion Region)
{
    public string Name => Region.Name;

    /// <summary>A list.</summary>
    /// <exception cref="UnreadFactException">It could not be read.</exception>
    public IReadOnlyList<AuditResource> All(FactType type)
    {
        var fact = (type.IsGlobal ? Document.Global : Region).Facts[type.Name];
        // As it is, with the action that is missing.
        return fact.IsKnown ? fact.Value : throw fact.Reason!;
    }

    /// <summary>The one item of a list that has one at most; null where it has none.</summary>
    /// <exception cref="UnreadFactException">It could not be read.</exception>
    public AuditResource? One(FactType type) => All(type) is [var first, ..] ? first : null;
}
