using Xunit;

namespace AwsHardening.FidelityTests.Yardstick;

/// <summary>Collects what differs, so that one run shows all of it.</summary>
public sealed class Differences
{
    private readonly List<string> _found = [];
    private int _compared;

    public void Compare(string what, string official, string generated)
    {
        _compared++;
        if (official != generated)
        {
            _found.Add($"{what}\n{FirstDifference(official, generated)}");
        }
    }

    public void AssertNone()
    {
        Assert.NotEqual(0, _compared);
        TestContext.Current.TestOutputHelper?.WriteLine($"{_compared} compared, {_found.Count} differ");
        Assert.True(_found.Count == 0, $"{_found.Count} of {_compared} differ:\n\n{string.Join("\n\n", _found.Take(8))}");
    }

    private static string FirstDifference(string official, string generated)
    {
        var at = official.Zip(generated).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"official:  …{Around(official, at)}…\ngenerated: …{Around(generated, at)}…";
    }

    private static string Around(string text, int at) => text[Math.Max(0, at - 60)..Math.Min(text.Length, at + 120)];
}
