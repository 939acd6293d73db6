using Amazon;
using Xunit;

namespace AwsHardening.FidelityTests.Yardstick;

/// <summary>Endpoints of every Region and partition, with FIPS and dual-stack.</summary>
public class EndpointFidelityTests
{
    public static TheoryData<string> Services => [.. ServicePair.Names];

    [Theory]
    [MemberData(nameof(Services))]
    public void Endpoints_are_the_same(string service)
    {
        var pair = ServicePair.Of(service);
        var differences = new Differences();
        foreach (var region in RegionEndpoint.EnumerableAllRegions.Select(r => r.SystemName).Append("us-new-9"))
        {
            foreach (var (fips, dualStack) in new[] { (false, false), (true, false), (false, true), (true, true) })
            {
                differences.Compare(
                    $"{region} fips {fips} dual-stack {dualStack}",
                    pair.Official.Endpoint(region, fips, dualStack), pair.Generated.Endpoint(region, fips, dualStack));
            }
        }

        differences.AssertNone();
    }
}
