using System.Text.Json.Nodes;
using Amazon;
using AwsHardening.Core.Account;
using AwsHardening.Core.Audit;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Reporting;

/// <summary>Registered domains: of no Region, but told in one alone, and in no partition but AWS's first (AWS General Reference: Amazon Route 53 endpoints and quotas).</summary>
internal static class DomainReading
{
    private const string Region = "us-east-1";

    public static readonly string[] Actions = ["route53domains:ListDomains"];

    /// <summary>The domains.</summary>
    /// <exception cref="UnreadFactException">The list was refused, or is that of a copy of an account, which knows nothing of it.</exception>
    public static async Task<IReadOnlyList<JsonObject>> ReadAsync(AwsSession session, string accountId, CancellationToken cancellationToken)
    {
        if (RegionEndpoint.GetBySystemName(session.Region).PartitionName != "aws")
        {
            return [];
        }

        List<JsonObject> all = [];
        var there = session.In(Region);
        JsonObject asked = [];
        while (true)
        {
            var page = await AuditReads.ReadAsync(there, "route53domains", "ListDomains", asked, cancellationToken);
            all.AddRange((page["Domains"] as JsonArray ?? []).OfType<JsonObject>());
            if (string.IsNullOrEmpty((string?)page["NextPageMarker"]))
            {
                return all;
            }

            asked["Marker"] = page["NextPageMarker"]!.DeepClone();
        }
    }
}
