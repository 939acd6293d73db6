using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;

namespace AwsHardening.Core.Audit;

/// <summary>Looks whether a trail that was set up is logging, and whether it has delivered.</summary>
internal sealed class TrailProof(BaselineScene scene, IOperationHost host)
{
    // CloudTrail delivers within 5 minutes on average, and the first file may take a few more.
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(15);

    /// <summary>The item with what the trail's status says; an error where it is not logging or cannot deliver.</summary>
    public async Task<AuditBaselineItem> ProveAsync(AuditBaselineItem item, TrailChoice choice, CancellationToken cancellationToken)
    {
        var session = scene.In(choice.Region);
        var clock = session.AccountClock;
        var began = clock.GetUtcNow();
        while (true)
        {
            JsonObject status;
            try
            {
                status = await AuditReads.ReadAsync(session, "cloudtrail", "GetTrailStatus", new() { ["Name"] = choice.Name }, cancellationToken);
            }
            catch (UnreadFactException e)
            {
                return item with { Detail = $"logging: Unknown ({e.Message})" };
            }

            if ((bool?)status[TrailKind.IsLogging] != true)
            {
                await host.WriteErrorAsync(BaselineErrors.NotLogging(choice.Name, choice.Region), cancellationToken);
                return item with { Status = "Failed", Detail = "not logging" };
            }

            if ((string?)status["LatestDeliveryError"] is { Length: > 0 } error)
            {
                await host.WriteErrorAsync(BaselineErrors.NotDelivered(choice.Name, error), cancellationToken);
                return item with { Status = "Failed", Detail = $"logging, cannot deliver: {error}" };
            }

            if ((string?)status["LatestDeliveryTime"] is { } delivered)
            {
                return item with { Detail = $"logging, last delivery {delivered}" };
            }

            var waited = clock.GetUtcNow() - began;
            if (!scene.Options.Wait)
            {
                return item with { Detail = "logging, first delivery Pending" };
            }

            if (waited >= s_longest)
            {
                await host.WriteErrorAsync(BaselineErrors.NothingDelivered(choice.Name, waited), cancellationToken);
                return item with { Detail = "logging, first delivery Pending" };
            }

            host.WriteProgress("Waiting for the first delivery", choice.Name, (int)(100 * waited / s_longest));
            await Task.Delay(s_every, clock, cancellationToken);
        }
    }
}
