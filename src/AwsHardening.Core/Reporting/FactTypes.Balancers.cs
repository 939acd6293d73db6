using static AwsHardening.Core.Reporting.FactServices;

namespace AwsHardening.Core.Reporting;

/// <content>Load balancers of the first generation.</content>
internal static partial class FactTypes
{
    public static readonly FactType ClassicBalancers = ElbClassic.List(
        "ClassicBalancers", "DescribeLoadBalancers", "LoadBalancerDescriptions", "LoadBalancer", "LoadBalancerName",
        "arn:{partition}:elasticloadbalancing:{region}:{account}:loadbalancer/{id}") with
    {
        Parts =
        [
            FactPart.Of("Attributes", "DescribeLoadBalancerAttributes", "LoadBalancerName") with { Member = "LoadBalancerAttributes" },
            FactPart.Of("Negotiation", "DescribeLoadBalancerPolicies", "LoadBalancerName") with { Member = "PolicyDescriptions" },
        ],
    };
}
