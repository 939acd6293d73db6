using Xunit;

namespace AwsHardening.FidelityTests.Yardstick;

/// <summary>The public API of generated clients against the official one, less what api-differences.json allows.</summary>
public class PublicApiTests
{
    public static TheoryData<string> Services => [.. ServicePair.Names];

    [Theory]
    [MemberData(nameof(Services))]
    public void The_public_api_is_the_official_one_but_for_the_listed_differences(string service)
    {
        var pair = ServicePair.Of(service);
        var official = PublicApi.Of(pair.Official);
        var generated = PublicApi.Of(pair.Generated);
        var missing = official.Except(generated).ToList();
        var extra = generated.Except(official).ToList();
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{service}: {official.Where(IsForCallers).Except(generated).Count()} of {official.Count(IsForCallers)} official types and " +
            $"members for callers are missing, {extra.Count} are others");

        var allowed = AllowedDifferences.Of(service);
        var unexplained = allowed.Unexplained(missing, "-").Concat(allowed.Unexplained(extra, "+")).ToList();
        Assert.True(unexplained.Count == 0, $"differences that are not listed:\n{string.Join('\n', unexplained)}");
        Assert.True(allowed.Unused.Count == 0, $"listed differences that no longer exist:\n{string.Join('\n', allowed.Unused)}");
    }

    private static bool IsForCallers(string line) => !line.Contains(".Internal.", StringComparison.Ordinal);
}
