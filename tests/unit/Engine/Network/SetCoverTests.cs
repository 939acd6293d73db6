using AwsHardening.Core.Network.Analysis;
using AwsHardening.UnitTests.Engine.Support;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Network;

public class SetCoverTests
{
    private static readonly string[] s_groups = ["sg-a", "sg-b", "sg-c", "sg-d", "sg-e", "sg-f"];

    private static Gen<IReadOnlyList<string>[]> Elements =>
        from elements in Gen.Choose(1, 63).ListOf()
        select elements.Select(IReadOnlyList<string> (bits) => Subset(bits)).ToArray();

    [Fact]
    public void It_is_the_smallest_and_among_equals_the_first_by_group_id() => Law.Holds(Elements, elements =>
    {
        var best = Enumerable.Range(0, 64).Select(Subset)
            .Where(chosen => elements.All(element => element.Any(chosen.Contains)))
            .OrderBy(chosen => chosen.Length).ThenBy(chosen => string.Join(' ', chosen), StringComparer.Ordinal).First();
        Assert.Equal(best, SetCover.Smallest(elements));
    }, cases: 500);

    [Fact]
    public void The_order_of_the_interfaces_does_not_matter() => Law.Holds(Elements, elements =>
        Assert.Equal(SetCover.Smallest(elements), SetCover.Smallest([.. elements.Reverse()])));

    [Fact]
    public void Where_an_exact_search_would_take_too_long_everything_is_still_covered()
    {
        var random = new Random(1);
        IReadOnlyList<string>[] elements =
        [
            .. Enumerable.Range(0, 400).Select(_ => Enumerable.Range(0, 3).Select(_ => $"sg-{random.Next(90):000}").Distinct().ToArray()),
        ];
        var chosen = SetCover.Smallest(elements);
        Assert.All(elements, element => Assert.Contains(element, chosen.Contains));
        Assert.Equal(chosen.Order(StringComparer.Ordinal), chosen);
    }

    private static string[] Subset(int bits) => [.. s_groups.Where((_, index) => (bits >> index & 1) == 1)];
}
