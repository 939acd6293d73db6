using Xunit;

namespace AwsHardening.UnitTests;

public class SmokeTests
{
    [Fact]
    public void An_error_carries_its_code() => Assert.Equal("X", new Sandbox.AwsErrorException("X", "m").Code);
}
