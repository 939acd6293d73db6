namespace AwsHardening.Core.Reporting;

/// <summary>A rule about each resource of a list.</summary>
/// <param name="subjects">The list.</param>
/// <param name="others">What else it takes to judge one.</param>
internal abstract class ResourceRule(FactType subjects, params FactType[] others) : HardeningRule
{
    // Where S3 keeps a bucket; other items are where their list was read.
    private const string OwnRegion = "BucketRegion";

    public sealed override IReadOnlyList<FactType> Needs { get; } = [subjects, .. others];

    public override IEnumerable<Judged> Judge(AuditPlace place) => place.All(subjects).Select(resource =>
    {
        var id = subjects.Id.Length == 0 ? place.Document.AccountId : resource[subjects.Id].Text ?? "";
        var region = subjects == FactTypes.Buckets ? resource[OwnRegion].Text ?? place.Name : place.Name;
        return new Judged(subjects.ResourceType, id, Arn(place.Document, resource, region, id), region, () => Judge(resource, place)) { Subject = (subjects, resource) };
    });

    /// <summary>What is said of one; null where the rule is not about such a one.</summary>
    protected abstract Verdict? Judge(AuditResource resource, AuditPlace place);

    private string? Arn(AuditDocument document, AuditResource resource, string region, string id) => subjects.Arn switch
    {
        null => null,
        { } member when !member.Contains(':', StringComparison.Ordinal) => resource[member].Text,
        { } pattern => pattern.Replace("{partition}", document.Partition, StringComparison.Ordinal).Replace("{region}", region, StringComparison.Ordinal)
            .Replace("{account}", document.AccountId, StringComparison.Ordinal).Replace("{id}", id, StringComparison.Ordinal),
    };
}
