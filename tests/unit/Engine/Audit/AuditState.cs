using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;
using AwsHardening.Sandbox;

namespace AwsHardening.UnitTests.Engine.Audit;

/// <summary>An account's logging as the account itself tells it, read past the engine.</summary>
internal static class AuditState
{
    /// <summary>What the baseline is about, without times, ids and what AWS adds by itself.</summary>
    public static JsonObject Of(SandboxAccount account)
    {
        var state = new JsonObject();
        foreach (var trail in account.Invoke("cloudtrail", "DescribeTrails", new() { ["includeShadowTrails"] = false })["trailList"]!.AsArray())
        {
            var name = (string)trail!["Name"]!;
            state[$"trail {name}"] = trail.DeepClone();
            state[$"trail {name}"]!.AsObject().Remove("HasCustomEventSelectors");
            state[$"logging {name}"] = account.IsLogging(name);
            state[$"selectors {name}"] = JsonNode.Parse(JsonContent.Canonical(account.Invoke("cloudtrail", "GetEventSelectors", new() { ["TrailName"] = name })["EventSelectors"]));
        }

        foreach (var region in AuditScene.Regions)
        {
            foreach (var recorder in account.Invoke("config", "DescribeConfigurationRecorders", [], region)["ConfigurationRecorders"]!.AsArray())
            {
                recorder!.AsObject().Remove("arn");
                state[$"recorder {region}"] = JsonNode.Parse(JsonContent.Canonical(recorder));
                state[$"recording {region}"] = account.Invoke("config", "DescribeConfigurationRecorderStatus", [], region)["ConfigurationRecordersStatus"]![0]!["recording"]!.DeepClone();
            }

            state[$"channel {region}"] = account.Invoke("config", "DescribeDeliveryChannels", [], region)["DeliveryChannels"]!.DeepClone();
            foreach (var id in account.Invoke("guardduty", "ListDetectors", [], region)["DetectorIds"]!.AsArray())
            {
                var detector = account.Invoke("guardduty", "GetDetector", new() { ["DetectorId"] = id!.DeepClone() }, region);
                state[$"detector {region}"] = detector["Status"]!.DeepClone();
                foreach (var feature in detector["Features"]!.AsArray())
                {
                    state[$"plan {region} {feature!["Name"]}"] = feature["Status"]!.DeepClone();
                }
            }
        }

        try
        {
            state["block"] = account.Invoke("s3control", "GetPublicAccessBlock", new() { ["AccountId"] = account.AccountId })["PublicAccessBlockConfiguration"]!.DeepClone();
        }
        catch (AwsErrorException e) when (e.Code == "NoSuchPublicAccessBlockConfiguration")
        {
            // There is none.
        }

        return state;
    }
}
