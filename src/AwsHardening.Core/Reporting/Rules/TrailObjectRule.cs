namespace AwsHardening.Core.Reporting.Rules;

/// <summary>A rule about who records what is done to the objects of all buckets.</summary>
/// <param name="kind">WriteOnly or ReadOnly, as a trail's selector has it.</param>
internal abstract class TrailObjectRule(string kind) : AccountRule(FactTypes.Trails)
{
    protected sealed override Verdict? Verdict(AuditPlace place)
    {
        var trails = Everywhere(place, FactTypes.Trails).ToArray();
        var good = trails.FirstOrDefault(trail => TrailFacts.IsLogging(trail) && TrailFacts.LogsObjects(trail, kind));
        return Reporting.Verdict.When(good is not null, $"trail {good?["Name"]} does", "no trail does", [.. trails.Select(trail => (trail["Name"].ToString(), (object?)trail["Selectors"]))])
            .FixedBy("Enable-AuditBaseline -Include CloudTrail -DataEvent AWS::S3::Object");
    }
}
