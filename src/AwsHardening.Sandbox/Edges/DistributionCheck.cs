using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Edges;

/// <summary>What CloudFront refuses of a configuration (CloudFront API Reference: CreateDistribution, Errors).</summary>
internal static class DistributionCheck
{
    /// <exception cref="AwsErrorException">Something in the configuration does not go together.</exception>
    public static void Check(JsonObject config)
    {
        CheckQuantities(config);
        var origins = Items(config["Origins"]).Select(origin => origin.Text("Id")).ToArray();
        if (origins.Length == 0)
        {
            throw new AwsErrorException("InvalidArgument", "Your request must contain at least one origin.");
        }

        var behaviors = Items(config["CacheBehaviors"]).Append((JsonObject)config["DefaultCacheBehavior"]!);
        var targets = origins.Concat(Items(config["OriginGroups"]).Select(group => group.Text("Id"))).ToArray();
        if (behaviors.Any(behavior => !targets.Contains(behavior.Text("TargetOriginId"))))
        {
            throw new AwsErrorException("NoSuchOrigin", "One or more of your origins or origin groups do not exist.", 404);
        }

        if (Items(config["Origins"]).Any(origin => origin["S3OriginConfig"] is null == (origin["CustomOriginConfig"] is null && origin["VpcOriginConfig"] is null)))
        {
            throw new AwsErrorException("InvalidOrigin", "The specified origin server does not exist or is not valid.");
        }

        if (config["Aliases"] is JsonObject aliases && aliases.Number("Quantity") > 0 && !Distribution.HasOwn(config["ViewerCertificate"] as JsonObject))
        {
            throw new AwsErrorException(
                "InvalidViewerCertificate", "To add an alternate domain name (CNAME) to a CloudFront distribution, you must attach a trusted certificate that validates your authorization to use the domain name.");
        }

        if (config["Logging"] is JsonObject logging && logging.Flag("Enabled") == true && logging.Text("Bucket")?.EndsWith(".amazonaws.com", StringComparison.Ordinal) != true)
        {
            throw new AwsErrorException("InvalidArgument", "The parameter Logging Bucket does not refer to a valid S3 bucket.");
        }
    }

    // Lists say how long they are.
    private static void CheckQuantities(JsonNode? node)
    {
        if (node is not JsonObject owner)
        {
            return;
        }

        if (owner.Number("Quantity") is { } said && said != (owner["Items"] as JsonArray ?? []).Count)
        {
            throw new AwsErrorException("InconsistentQuantities", "The value of Quantity and the size of Items don't match.");
        }

        foreach (var (_, value) in owner)
        {
            CheckQuantities(value);
            foreach (var item in value as JsonArray ?? [])
            {
                CheckQuantities(item);
            }
        }
    }

    private static IReadOnlyList<JsonObject> Items(JsonNode? list) => (list as JsonObject)?.Items("Items") ?? [];
}
