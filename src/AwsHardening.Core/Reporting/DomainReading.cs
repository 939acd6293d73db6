using System.Text.Json.Nodes;
using Amazon;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Reporting;

/// <summary>Registered domains: of no Region, but told in one alone, and in no partition but AWS's first (AWS General Reference: Amazon Route 53 endpoints and quotas).</summary>
internal static class DomainReading
{
    private const string Region = "us-east-1";

    public static readonly string[] Actions = ["route53domains:ListDomains"];

    /// <summary>The domains.</summary>
    /// <exception cref="UnreadFactException">The list was refused, or is that of a copy of an account, which knows nothing of it.</exception>
    public static async Task<IReadOnlyList<JsonObject>> ReadAsync(AccountView view, string accountId, CancellationToken cancellationToken)
    {
        if (RegionEndpoint.GetBySystemName(view.Session.Region).PartitionName != "aws")
        {
            return [];
        }

        return await view.In(Region).ItemsAsync("route53domains", "ListDomains", [], "Domains", FactServices.Route53Domains.Token);
    }
}
