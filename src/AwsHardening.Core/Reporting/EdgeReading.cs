using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon;
using AwsHardening.Core.Audit;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Reporting;

/// <summary>What stands before websites and APIs, where it takes more than the pages of one call to list it.</summary>
internal static class EdgeReading
{
    public static readonly string[] DeliveryActions = ["logs:DescribeDeliverySources", "logs:DescribeDeliveries"];

    /// <summary>The distributions; none in a partition without CloudFront.</summary>
    /// <exception cref="UnreadFactException">They were refused.</exception>
    public static async Task<IReadOnlyList<JsonObject>> DistributionsAsync(AccountView view, string accountId, CancellationToken cancellationToken)
    {
        List<JsonObject> all = [];
        var asked = new JsonObject();
        while (HomeOf(view) is not null)
        {
            // The list stands in a member of the answer, and so does what asks for the rest of it.
            var page = JsonObject.Create((await view.Answer("cloudfront", "ListDistributions", asked)).Value.GetProperty("DistributionList"))!;
            all.AddRange((page["Items"] as JsonArray ?? []).OfType<JsonObject>());
            if ((string?)page["NextMarker"] is not { Length: > 0 } next)
            {
                break;
            }

            asked = new() { ["Marker"] = next };
        }

        return all;
    }

    /// <summary>
    /// The deliveries by which distributions log since standard logging (v2), each with the ARNs of what its source logs: CloudFront has
    /// them all in one Region (Amazon CloudFront Developer Guide: Configure standard logging (v2)).
    /// </summary>
    /// <exception cref="UnreadFactException">They were refused, or the Region cannot be asked.</exception>
    public static async Task<IReadOnlyList<JsonObject>> DeliveriesAsync(AccountView view, string accountId, CancellationToken cancellationToken)
    {
        if (HomeOf(view) is not { } region)
        {
            return [];
        }

        if (!view.Session.Reaches(region))
        {
            throw new UnreadFactException(new InvalidDataException($"This copy of the account knows nothing of {region}."))
            {
                What = $"DescribeDeliveries in {region}",
                IamAction = DeliveryActions[^1],
            };
        }

        Task<IReadOnlyList<JsonObject>> List(string operation, string list) => view.In(region).ItemsAsync("logs", operation, [], list, FactServices.Logs.Token);
        var sources = (await List("DescribeDeliverySources", "deliverySources")).ToLookup(source => (string?)source["name"], StringComparer.Ordinal);
        var deliveries = (await List("DescribeDeliveries", "deliveries")).Select(delivery => (JsonObject)delivery.DeepClone()).ToArray();
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
    public static async Task<IReadOnlyList<JsonObject>> RestStagesAsync(AccountView view, string accountId, CancellationToken cancellationToken)
    {
        var apis = FactTypes.RestApis;
        List<JsonObject> all = [];
        foreach (var api in await view.ItemsAsync(apis.Service, apis.Operation, new() { [apis.Size!.Value.Member] = apis.Size.Value.Most }, apis.Items, apis.Token))
        {
            var answer = await view.Answer(apis.Service, "GetStages", new() { ["restApiId"] = api["id"]!.DeepClone() });
            all.AddRange((JsonObject.Create(answer.Value)!["item"] as JsonArray ?? []).OfType<JsonObject>()
                .Select(stage => Of(view, stage, $"restapis/{api["id"]}/stages", $"{api["id"]}/{stage["stageName"]}", api["name"])));
        }

        return all;
    }

    /// <summary>The stages of the HTTP and WebSocket APIs.</summary>
    /// <exception cref="UnreadFactException">Some list was refused.</exception>
    public static Task<IReadOnlyList<JsonObject>> HttpStagesAsync(AccountView view, string accountId, CancellationToken cancellationToken) =>
        OfApisAsync(view, "GetStages", "stages", "StageName");

    /// <summary>The routes of the HTTP and WebSocket APIs.</summary>
    /// <exception cref="UnreadFactException">Some list was refused.</exception>
    public static Task<IReadOnlyList<JsonObject>> HttpRoutesAsync(AccountView view, string accountId, CancellationToken cancellationToken) =>
        OfApisAsync(view, "GetRoutes", "routes", "RouteId");

    private static async Task<IReadOnlyList<JsonObject>> OfApisAsync(AccountView view, string operation, string kind, string id)
    {
        var (service, token) = (FactServices.ApiGatewayV2.Name, FactServices.ApiGatewayV2.Token);
        List<JsonObject> all = [];
        foreach (var api in await view.ItemsAsync(service, "GetApis", [], "Items", token))
        {
            foreach (var part in await view.ItemsAsync(service, operation, new() { ["ApiId"] = api["ApiId"]!.DeepClone() }, "Items", token))
            {
                var whole = Of(view, part, $"apis/{api["ApiId"]}/{kind}", $"{api["ApiId"]}/{part[id]}", api["Name"]);
                whole["ProtocolType"] = api["ProtocolType"]?.DeepClone();
                all.Add(whole);
            }
        }

        return all;
    }

    // Two APIs have stages of one name: the API is part of the id, as it is of the ARN.
    private static JsonObject Of(AccountView view, JsonObject part, string path, string id, JsonNode? name)
    {
        var whole = (JsonObject)part.DeepClone();
        whole["Id"] = id;
        whole["Arn"] = $"arn:{Partition(view)}:apigateway:{view.Session.Region}::/{path}/{id.Split('/')[1]}";
        whole["ApiName"] = name?.DeepClone();
        return whole;
    }

    private static string? HomeOf(AccountView view) => Partition(view) switch { "aws" => "us-east-1", "aws-cn" => "cn-northwest-1", _ => null };

    private static string Partition(AccountView view) => RegionEndpoint.GetBySystemName(view.Session.Region).PartitionName;
}
