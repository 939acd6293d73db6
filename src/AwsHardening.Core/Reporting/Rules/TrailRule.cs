namespace AwsHardening.Core.Reporting.Rules;

/// <summary>A rule about each trail: once, in its home Region, though every Region shows those of all Regions.</summary>
internal abstract class TrailRule() : ResourceRule(FactTypes.Trails)
{
    public override IEnumerable<Judged> Judge(AuditPlace place)
    {
        var regions = place.Document.Regions.Select(region => region.Name).ToHashSet(StringComparer.Ordinal);
        var homes = place.All(FactTypes.Trails).ToDictionary(trail => trail["TrailARN"].Text!, trail => trail["HomeRegion"].Text ?? "", StringComparer.Ordinal);
        // One whose home was not looked at is judged where the audit begins.
        return base.Judge(place).Where(judged => homes[judged.ResourceId] is var home
            && (home == place.Name || (!regions.Contains(home) && place.Document.Regions[0].Name == place.Name)));
    }
}
