using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Edges;

/// <summary>A distribution with the configuration it was last given, whole as CloudFront answers it.</summary>
internal sealed class Distribution(string id, string arn, string domain)
{
    // What the list tells of a configuration; where it logs and which object stands for its root it does not.
    private static readonly string[] s_listed =
    [
        "Aliases", "Origins", "OriginGroups", "DefaultCacheBehavior", "CacheBehaviors", "CustomErrorResponses", "Comment", "PriceClass", "Enabled",
        "ViewerCertificate", "Restrictions", "WebACLId", "HttpVersion", "IsIPV6Enabled", "Staging",
    ];

    public string Id => id;

    public string Arn => arn;

    public JsonObject Config { get; private set; } = [];

    public string ETag { get; private set; } = "";

    private string _changed = "";

    /// <summary>Takes a configuration.</summary>
    /// <param name="config">The configuration as it was sent; what it leaves out is as CloudFront has it by itself.</param>
    /// <param name="etag">The name of this state.</param>
    /// <param name="now">The time.</param>
    public void Take(JsonObject config, string etag, DateTimeOffset now)
    {
        Config = Whole(config);
        ETag = etag;
        _changed = (string)Json.Time(now)!;
    }

    public JsonObject Shape() => Json.Of(
        ("Id", id), ("ARN", arn), ("Status", "Deployed"), ("LastModifiedTime", _changed), ("InProgressInvalidationBatches", 0), ("DomainName", domain),
        ("DistributionConfig", Config.DeepClone()));

    public JsonObject Summary() => Json.Of(
    [
        ("Id", id), ("ARN", arn), ("ETag", ETag), ("Status", "Deployed"), ("LastModifiedTime", _changed), ("DomainName", domain),
        .. s_listed.Select(member => (member, Config[member]?.DeepClone())),
    ]);

    private static JsonObject Whole(JsonObject config)
    {
        var whole = Json.Of(
            ("Aliases", None()), ("DefaultRootObject", ""), ("OriginGroups", None()), ("CacheBehaviors", None()), ("CustomErrorResponses", None()),
            ("Logging", Json.Of(("Enabled", false), ("IncludeCookies", false), ("Bucket", ""), ("Prefix", ""))), ("PriceClass", "PriceClass_All"),
            ("ViewerCertificate", new JsonObject()), ("Restrictions", Json.Of(("GeoRestriction", Json.Of(("RestrictionType", "none"), ("Quantity", 0))))),
            ("WebACLId", ""), ("HttpVersion", "http2"), ("IsIPV6Enabled", false), ("Staging", false));
        foreach (var (name, value) in config.Where(member => member.Value is not null))
        {
            whole[name] = value!.DeepClone();
        }

        // CloudFront API Reference, ViewerCertificate: with CloudFront's own certificate the rest is not the caller's to say.
        var certificate = (JsonObject)whole["ViewerCertificate"]!;
        if (certificate.Flag("CloudFrontDefaultCertificate") == true || !HasOwn(certificate))
        {
            whole["ViewerCertificate"] = Json.Of(
                ("CloudFrontDefaultCertificate", true), ("SSLSupportMethod", "vip"), ("MinimumProtocolVersion", "TLSv1"), ("CertificateSource", "cloudfront"));
        }

        return whole;
    }

    /// <summary>True for a certificate that is the caller's.</summary>
    public static bool HasOwn(JsonObject? certificate) => certificate?["ACMCertificateArn"] is not null || certificate?["IAMCertificateId"] is not null;

    private static JsonObject None() => Json.Of(("Quantity", 0));
}
