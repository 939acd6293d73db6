using AwsHardening.Tasks;
using Xunit;

namespace AwsHardening.UnitTests.Tasks;

public class OptionsTests
{
    [Fact]
    public void Switches_may_stand_on_either_side_of_the_task()
    {
        Assert.True(Options.TryParse(["--pwsh", "none", "test", "--deep"], out var options));
        Assert.Equal(new Options("test", Deep: true, PowerShell: "none"), options);
    }

    [Theory]
    [InlineData]
    [InlineData("--deep")]
    [InlineData("test", "build")]
    [InlineData("test", "--depe")]
    [InlineData("test", "--pwsh")]
    public void What_is_not_understood_is_refused(params string[] arguments) =>
        Assert.False(Options.TryParse(arguments, out _));
}
