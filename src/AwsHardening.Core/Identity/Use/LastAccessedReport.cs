using System.Text.Json.Nodes;
using AwsHardening.Core.Audit;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Identity.Use;

/// <summary>AWS's own record of use (IAM User Guide: Refine permissions in AWS using last accessed information).</summary>
internal static class LastAccessedReport
{
    private const string What = "the service last accessed details";
    private const string Get = "iam:GetServiceLastAccessedDetails";

    /// <summary>The services that an identity may use, with their last use.</summary>
    /// <exception cref="UnreadFactException">AWS refused, or could not make the report.</exception>
    public static async Task<IReadOnlyList<ServiceUse>> ReadAsync(IdentityReads reads, string arn, CancellationToken cancellationToken)
    {
        var session = reads.Session;
        var job = (string)(await AuditReads.ReadAsync(
            session, "iam", "GenerateServiceLastAccessedDetails", new() { ["Arn"] = arn, ["Granularity"] = "ACTION_LEVEL" }, cancellationToken))["JobId"]!;
        var wait = new ReportWait(session, What, Get);
        List<ServiceUse> services = [];
        string? marker = null;
        while (true)
        {
            var asked = new JsonObject { ["JobId"] = job };
            if (marker is not null)
            {
                asked["Marker"] = marker;
            }

            var page = await AuditReads.ReadAsync(session, "iam", "GetServiceLastAccessedDetails", asked, cancellationToken);
            switch ((string?)page["JobStatus"])
            {
                case "IN_PROGRESS":
                    await wait.PauseAsync(cancellationToken);
                    continue;
                case "FAILED":
                    throw new UnreadFactException(new InvalidDataException($"AWS could not make the report: {page["Error"]?["Message"]}"))
                        { What = What, IamAction = Get };
            }

            services.AddRange((page["ServicesLastAccessed"] as JsonArray ?? []).OfType<JsonObject>().Select(Service));
            marker = (string?)page["Marker"];
            if (string.IsNullOrEmpty(marker))
            {
                return services;
            }
        }
    }

    private static ServiceUse Service(JsonObject service)
    {
        var space = (string)service["ServiceNamespace"]!;
        return new ServiceUse
        {
            Namespace = space,
            Name = (string?)service["ServiceName"] ?? space,
            LastUsed = IdentityReads.Time(service["LastAuthenticated"]),
            Region = (string?)service["LastAuthenticatedRegion"],
            Tracked = service["TrackedActionsLastAccessed"] is JsonArray actions
                ? [.. actions.OfType<JsonObject>().Select(action => ($"{space}:{action["ActionName"]}", action["LastAccessedTime"] is not null))] : null,
        };
    }
}
