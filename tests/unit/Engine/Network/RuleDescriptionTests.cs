using AwsHardening.Core.Network;
using AwsHardening.UnitTests.Engine.Support;
using FsCheck.Fluent;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Network;

public class RuleDescriptionTests
{
    private const string RuleId = "sgr-0123456789abcdef0";
    private const string Legal = " ._-:/()#,@[]+=&;{}!$*";

    [Theory]
    [InlineData("10.0.0.0/16")]
    [InlineData("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128")]
    public void It_fits_and_is_legal_whatever_the_old_text_was(string source) => Law.Holds(
        from c in Gen.Choose(1, 0x2FF).ListOf()
        from times in Gen.Choose(1, 12)
        select string.Concat(Enumerable.Repeat(string.Concat(c.Select(code => (char)code)), times)),
        old =>
        {
            var text = RuleDescription.For(old, source, RuleId);
            Assert.InRange(text.Length, 1, 255);
            Assert.All(text, c => Assert.True(char.IsAsciiLetterOrDigit(c) || Legal.Contains(c), $"'{c}' in '{text}'"));
            Assert.Null(RuleDescription.Refusal(text));
            Assert.Contains(source, text);
            Assert.Contains(RuleId, text);
        });

    [Fact]
    public void The_old_text_comes_first() => Assert.Equal(
        "Admin from services; replaces 10.1.0.0/16 (sgr-0123456789abcdef0)",
        RuleDescription.For("Admin from services", "10.1.0.0/16", RuleId));

    [Fact]
    public void As_much_of_a_long_old_text_is_kept_as_fits()
    {
        var text = RuleDescription.For(new string('x', 255), "10.1.0.0/16", RuleId);
        Assert.Equal(255, text.Length);
        Assert.StartsWith(new string('x', 200), text);
    }

    [Theory]
    [InlineData("plain", true)]
    [InlineData("", true)]
    [InlineData("ümlaut", false)]
    [InlineData("quote'", false)]
    [InlineData("new\nline", false)]
    public void What_AWS_would_not_take_is_refused(string text, bool taken) => Assert.Equal(taken, RuleDescription.Refusal(text) is null);

    [Fact]
    public void More_than_255_characters_are_refused()
    {
        Assert.Null(RuleDescription.Refusal(new string('x', 255)));
        Assert.NotNull(RuleDescription.Refusal(new string('x', 256)));
    }
}
