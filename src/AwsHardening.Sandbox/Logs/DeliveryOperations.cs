using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Edges;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Logs;

/// <summary>
/// Deliveries of what services log: a source, a destination, and what brings one to the other (Amazon CloudWatch Logs User Guide:
/// Enable logging from AWS services). Nothing is delivered.
/// </summary>
internal sealed class DeliveryOperations(Regional<LogsState> regions, SandboxAccount account)
{
    private static readonly Dictionary<string, string> s_types = new(StringComparer.Ordinal) { ["s3"] = "S3", ["logs"] = "CWL", ["firehose"] = "FH" };

    public void Register(OperationSet set)
    {
        set.Add("PutDeliverySource", PutSource);
        set.Add("PutDeliveryDestination", PutDestination);
        set.Add("CreateDelivery", Create);
        set.Add("DescribeDeliverySources", call => LogsState.Page(call, "deliverySources", State(call).Sources.Values.Select(one => one.DeepClone())));
        set.Add("DescribeDeliveries", call => LogsState.Page(call, "deliveries", State(call).Deliveries.Select(one => one.DeepClone())));
    }

    private LogsState State(ServiceCall call) => regions[call.Region];

    private JsonObject PutSource(ServiceCall call)
    {
        var (name, arn) = (call.Required("name"), call.Required("resourceArn"));
        var service = arn.Split(':') is ["arn", _, var named, ..] ? named : throw Invalid("The resource ARN is not valid.");
        // Amazon CloudFront Developer Guide: Configure standard logging (v2): its deliveries are all in one Region.
        if (service == "cloudfront" && (call.Region != "us-east-1" || !account.Service<DistributionService>().Has(arn)))
        {
            throw new AwsErrorException("ResourceNotFoundException", $"Cannot access provided resource ARN: {arn}.");
        }

        var source = Json.Of(
            ("name", name), ("arn", Arn(call, $"delivery-source:{name}")), ("resourceArns", Json.Texts([arn])), ("service", service), ("logType", call.Required("logType")),
            ("tags", call.Input["tags"]?.DeepClone()));
        State(call).Sources[name] = source;
        return Json.Of(("deliverySource", source.DeepClone()));
    }

    private JsonObject PutDestination(ServiceCall call)
    {
        var name = call.Required("name");
        var target = (call.Input["deliveryDestinationConfiguration"] as JsonObject)?.Text("destinationResourceArn") ?? "";
        var type = target.Split(':') is ["arn", _, var service, ..] && s_types.TryGetValue(service, out var known) ? known
            : throw Invalid("The destination resource ARN is not valid.");
        var destination = Json.Of(
            ("name", name), ("arn", Arn(call, $"delivery-destination:{name}")), ("deliveryDestinationType", type), ("outputFormat", call.Text("outputFormat")),
            ("deliveryDestinationConfiguration", Json.Of(("destinationResourceArn", target))), ("tags", call.Input["tags"]?.DeepClone()));
        State(call).Destinations[name] = destination;
        return Json.Of(("deliveryDestination", destination.DeepClone()));
    }

    private JsonObject Create(ServiceCall call)
    {
        var (state, from, to) = (State(call), call.Required("deliverySourceName"), call.Required("deliveryDestinationArn"));
        var destination = state.Destinations.Values.FirstOrDefault(one => one.Text("arn") == to);
        if (destination is null || !state.Sources.ContainsKey(from))
        {
            throw new AwsErrorException("ResourceNotFoundException", "The specified delivery source or destination does not exist.");
        }

        var type = destination.Text("deliveryDestinationType");
        if (state.Deliveries.Exists(one => one.Text("deliverySourceName") == from && one.Text("deliveryDestinationArn") == to))
        {
            throw new AwsErrorException("ConflictException", "Delivery already exists.");
        }

        var id = account.Ids.NextHex("log-delivery", 16);
        var delivery = Json.Of(
            ("id", id), ("arn", Arn(call, $"delivery:{id}")), ("deliverySourceName", from), ("deliveryDestinationArn", to), ("deliveryDestinationType", type),
            ("recordFields", call.Input["recordFields"]?.DeepClone()), ("s3DeliveryConfiguration", call.Input["s3DeliveryConfiguration"]?.DeepClone()));
        state.Deliveries.Add(delivery);
        return Json.Of(("delivery", delivery.DeepClone()));
    }

    private static AwsErrorException Invalid(string message) => new("ValidationException", message);

    private string Arn(ServiceCall call, string resource) => $"arn:{AwsPartition.OfRegion(call.Region).Name}:logs:{call.Region}:{account.AccountId}:{resource}";
}
