using static AwsHardening.Core.Reporting.FactServices;

namespace AwsHardening.Core.Reporting;

/// <content>Domains and vaults, which their own policies may give to others.</content>
internal static partial class FactTypes
{
    /// <summary>Domains of OpenSearch Service, whichever engine they run.</summary>
    public static readonly FactType SearchDomains = OpenSearch.List("SearchDomains", "ListDomainNames", "DomainNames", "Domain", "DomainName", "arn:{partition}:es:{region}:{account}:domain/{id}") with
    {
        Parts = [FactPart.Of("Status", "DescribeDomain", "DomainName") with { Member = "DomainStatus" }],
    };
}
