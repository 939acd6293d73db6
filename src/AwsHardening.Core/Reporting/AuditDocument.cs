using System.Collections.Concurrent;
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
/// <param name="name">The Region, or <see cref="Everywhere"/>.</param>
/// <param name="facts">Lists by their name, each known or unknown with the reason.</param>
internal sealed class AuditRegion(string name, IReadOnlyDictionary<string, Fact<IReadOnlyList<AuditResource>>> facts)
{
    private Surroundings? _surroundings;

    /// <summary>The Region of what is in none.</summary>
    public const string Everywhere = "global";

    public string Name => name;

    public IReadOnlyDictionary<string, Fact<IReadOnlyList<AuditResource>>> Facts => facts;

    /// <summary>What stands around its resources.</summary>
    public Surroundings Surroundings => _surroundings ??= new(this);

    // Made when a rule first asks: each resource of ten thousand would otherwise be held against all ten thousand others.
    private readonly ConcurrentDictionary<(string Type, string Path), ILookup<string, AuditResource>> _indexes = new();

    /// <summary>The items of a list, by what they say at a path.</summary>
    /// <param name="type">The list.</param>
    /// <param name="path">The path; <c>Groups[].GroupId</c> for each item of a list in it, <c>GroupList[]</c> for a list of texts.</param>
    /// <exception cref="UnreadFactException">The list could not be read.</exception>
    public ILookup<string, AuditResource> By(FactType type, string path) => _indexes.GetOrAdd((type.Name, path), _ => All(type)
        .SelectMany(resource => Keys(resource, path).OfType<string>().Distinct(), (resource, key) => (resource, key))
        .ToLookup(one => one.key, one => one.resource, StringComparer.Ordinal));

    /// <summary>A list.</summary>
    /// <exception cref="UnreadFactException">It could not be read.</exception>
    public IReadOnlyList<AuditResource> All(FactType type)
    {
        var fact = Facts[type.Name];
        // As it is, with the action that is missing.
        return fact.IsKnown ? fact.Value : throw fact.Reason!;
    }

    private static IEnumerable<string?> Keys(AuditResource resource, string path) => path.Split("[]") switch
    {
        [var list, ""] => resource[list].Items.Select(item => item.Text),
        [var list, var member] => resource[list].Items.Select(item => item[member.TrimStart('.')].Text),
        _ => [resource[path].Text],
    };
}

/// <summary>Where a rule is judged: one Region of a document, with what is in none.</summary>
/// <param name="Document">The document.</param>
/// <param name="Region">The Region.</param>
internal sealed record AuditPlace(AuditDocument Document, AuditRegion Region)
{
    public string Name => Region.Name;

    /// <summary>A list.</summary>
    /// <exception cref="UnreadFactException">It could not be read.</exception>
    public IReadOnlyList<AuditResource> All(FactType type) => Of(type).All(type);

    /// <summary>Those of a list that say something at a path: found by an index, not by going through the list.</summary>
    /// <param name="type">The list.</param>
    /// <param name="path">The path, as <see cref="AuditRegion.By"/> takes it.</param>
    /// <param name="value">What they say there; null for nothing, which none does.</param>
    /// <exception cref="UnreadFactException">The list could not be read.</exception>
    public IEnumerable<AuditResource> With(FactType type, string path, string? value) => value is null ? [] : Of(type).By(type, path)[value];

    /// <summary>The one item of a list that has one at most; null where it has none.</summary>
    /// <exception cref="UnreadFactException">It could not be read.</exception>
    public AuditResource? One(FactType type) => All(type) is [var first, ..] ? first : null;

    private AuditRegion Of(FactType type) => type.IsGlobal ? Document.Global : Region;
}
