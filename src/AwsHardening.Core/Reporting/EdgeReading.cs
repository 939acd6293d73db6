using System.Text.Json.Nodes;
using Amazon;
using AwsHardening.Core.Account;
using AwsHardening.Core.Audit;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Reporting;

/// <summary>What stands before websites and APIs, where it takes more than the pages of one call to list it.</summary>
internal static class EdgeReading
{
    public static readonly string[] DeliveryActions = ["logs:DescribeDeliverySources", "logs:DescribeDeliveries"];

    /// <summary>The distributions; none in a partition without CloudFront.</summary>
    /// <exception cref="UnreadFactException">They were refused.</exception>
    public static async Task<IReadOnlyList<JsonObject>> DistributionsAsync(AwsSession session, string accountId, CancellationToken cancellationToken)
    {
        List<JsonObject> all = [];
        var asked = new JsonObject();
        while (HomeOf(session) is not null)
        {
            // The list stands in a member of the answer, and so does what asks for the rest of it.
            var page = (JsonObject)(await AuditReads.ReadAsync(session, "cloudfront", "ListDistributions", asked, cancellationToken))["DistributionList"]!;
            all.AddRange((page["Items"] as JsonArray ?? []).OfType<JsonObject>());
            if ((string?)page["NextMarker"] is not { Length: > 0 } next)
            {
                break;
            }

            asked["Marker"] = next;
        }

        return all;
    }

    /// <summary>
    /// The deliveries by which distributions log since standard logging (v2), each with the ARNs of what its source logs: CloudFront has
    /// them all in one Region (Amazon CloudFront Developer Guide: Configure standard logging (v2)).
    /// </summary>
    /// <exception cref="UnreadFactException">They were refused, or the Region cannot be asked.</exception>
    public static async Task<IReadOnlyList<JsonObject>> DeliveriesAsync(AwsSession session, string accountId, CancellationToken cancellationToken)
    {
        if (HomeOf(session) is not { } region)
        {
            return [];
        }

        if (!session.Reaches(region))
        {
            throw new UnreadFactException(new InvalidDataException($"This copy of the account knows nothing of {region}."))
            {
                What = $"DescribeDeliveries in {region}",
                IamAction = DeliveryActions[^1],
            };
        }

        Task<IReadOnlyList<JsonNode>> List(string operation, string list) =>
            AuditReads.PagesAsync(session.In(region), "logs", operation, [], list, cancellationToken, "nextToken");
        var sources = (await List("DescribeDeliverySources", "deliverySources")).OfType<JsonObject>().ToLookup(source => (string?)source["name"], StringComparer.Ordinal);
        var deliveries = (await List("DescribeDeliveries", "deliveries")).OfType<JsonObject>().Select(delivery => (JsonObject)delivery.DeepClone()).ToArray();
        foreach (var delivery in deliveries)
        {
            var source = sources[(string?)delivery["deliverySourceName"]].FirstOrDefault();
            delivery["logType"] = source?["logType"]?.DeepClone();
            delivery["resourceArns"] = source?["resourceArns"]?.DeepClone();
        }

        return deliveries;
    }

    /// <summary>The stages of the REST APIs.</summary>
    /// <exception cref="UnreadFactException">Some list was refused.</exception>
    public static async Task<IReadOnlyList<JsonObject>> RestStagesAsync(AwsSession session, string accountId, CancellationToken cancellationToken)
    {
        List<JsonObject> all = [];
        foreach (var api in await AuditReads.PagesAsync(session, "apigateway", "GetRestApis", new() { ["limit"] = 500 }, "items", cancellationToken, "position"))
        {
            var answer = await AuditReads.ReadAsync(session, "apigateway", "GetStages", new() { ["restApiId"] = api["id"]!.DeepClone() }, cancellationToken);
            all.AddRange((answer["item"] as JsonArray ?? []).OfType<JsonObject>().Select(stage => Of(session, stage, "restapis", api["id"], "stages", stage["stageName"], api["name"], null)));
        }

        return all;
    }

    /// <summary>The stages of the HTTP and WebSocket APIs.</summary>
    /// <exception cref="UnreadFactException">Some list was refused.</exception>
    public static Task<IReadOnlyList<JsonObject>> HttpStagesAsync(AwsSession session, string accountId, CancellationToken cancellationToken) =>
        OfApisAsync(session, "GetStages", "stages", "StageName", cancellationToken);

    /// <summary>The routes of the HTTP and WebSocket APIs.</summary>
    /// <exception cref="UnreadFactException">Some list was refused.</exception>
    public static Task<IReadOnlyList<JsonObject>> HttpRoutesAsync(AwsSession session, string accountId, CancellationToken cancellationToken) =>
        OfApisAsync(session, "GetRoutes", "routes", "RouteId", cancellationToken);

    private static async Task<IReadOnlyList<JsonObject>> OfApisAsync(AwsSession session, string operation, string kind, string id, CancellationToken cancellationToken)
    {
        List<JsonObject> all = [];
        foreach (var api in await AuditReads.PagesAsync(session, "apigatewayv2", "GetApis", [], "Items", cancellationToken))
        {
            var parts = await AuditReads.PagesAsync(session, "apigatewayv2", operation, new() { ["ApiId"] = api["ApiId"]!.DeepClone() }, "Items", cancellationToken);
            all.AddRange(parts.OfType<JsonObject>().Select(part => Of(session, part, "apis", api["ApiId"], kind, part[id], api["Name"], api["ProtocolType"])));
        }

        return all;
    }

    // Two APIs have stages of one name: the API is part of the id, as it is of the ARN.
    private static JsonObject Of(AwsSession session, JsonObject part, string apis, JsonNode? api, string kind, JsonNode? id, JsonNode? name, JsonNode? protocol)
    {
        var whole = (JsonObject)part.DeepClone();
        whole["Id"] = $"{api}/{id}";
        whole["Arn"] = $"arn:{Partition(session)}:apigateway:{session.Region}::/{apis}/{api}/{kind}/{id}";
        whole["ApiName"] = name?.DeepClone();
        if (protocol is not null)
        {
            whole["ProtocolType"] = protocol.DeepClone();
        }

        return whole;
    }

    private static string? HomeOf(AwsSession session) => Partition(session) switch { "aws" => "us-east-1", "aws-cn" => "cn-northwest-1", _ => null };

    private static string Partition(AwsSession session) => RegionEndpoint.GetBySystemName(session.Region).PartitionName;
}
