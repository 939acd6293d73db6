namespace AwsHardening.Core.Reporting.Rules;

/// <summary>A rule about the bucket that each trail delivers to, where the bucket is the account's own.</summary>
internal abstract class TrailBucketRule(params FactType[] others) : AccountRule([FactTypes.Trails, FactTypes.Buckets, .. others])
{
    public sealed override IEnumerable<Judged> Judge(AuditPlace place) => Everywhere(place, FactTypes.Trails)
        .SelectMany(trail => place.With(FactTypes.Buckets, "Name", trail["S3BucketName"].Text)).DistinctBy(bucket => bucket["Name"].Text)
        .Select(bucket => new Judged(
            FactTypes.Buckets.ResourceType, bucket["Name"].ToString(), $"arn:{place.Document.Partition}:s3:::{bucket["Name"]}", bucket["BucketRegion"].Text ?? place.Name,
            () => Judge(bucket, place)));

    protected abstract Verdict? Judge(AuditResource bucket, AuditPlace place);

    protected sealed override Verdict? Verdict(AuditPlace place) => null;
}
