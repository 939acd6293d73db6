using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Edges;

namespace AwsHardening.Core.Reporting.Repairs;

/// <summary>Has a distribution lead whoever asks in the clear to HTTPS.</summary>
internal sealed class ViewerProtocolRepair : Repair
{
    private const string Policy = "ViewerProtocolPolicy";

    public override async Task PlanAsync(RepairScene scene, IReadOnlyList<RepairCase> cases)
    {
        foreach (var one in cases)
        {
            var header = scene.Header(one.Region, DistributionKind.Type, one.Id, one.Id, $"Leads whoever asks distribution {one.Id} in the clear to HTTPS; a client that follows no redirect gets no answer any more.");
            var present = await scene.PresentAsync(header);
            if (!ContentKind.IsThere(present))
            {
                continue;
            }

            if (Items(present["Origins"]).Any(origin => Items(origin["CustomHeaders"]).Any()))
            {
                await scene.LeaveAsync(
                    one, "its origins know it by headers that may be secret, and no journal is to hold those.",
                    $"Set {Policy} of its cache behaviors to redirect-to-https: aws cloudfront update-distribution.");
                continue;
            }

            var wanted = (JsonObject)present.DeepClone();
            var open = Items(wanted["CacheBehaviors"]).Append((JsonObject)wanted["DefaultCacheBehavior"]!).Where(behavior => (string?)behavior[Policy] == "allow-all").ToArray();
            foreach (var behavior in open)
            {
                behavior[Policy] = "redirect-to-https";
            }

            scene.Add("Redirect viewers to HTTPS", open.Length == 0 ? null : DistributionKind.Replace(header, present, wanted));
        }
    }

    private static IEnumerable<JsonObject> Items(JsonNode? list) => (list?["Items"] as JsonArray ?? []).OfType<JsonObject>();
}
