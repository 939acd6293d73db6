using AwsHardening.Tasks;
using Xunit;

namespace AwsHardening.UnitTests.Tasks;

public class TestTallyTests
{
    [Fact]
    public void What_a_tally_prints_it_reads() =>
        Assert.Equal(new TestTally(12, 3, 4), TestTally.Parse(new TestTally(12, 3, 4).ToString()));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Tests completed: 12 passed, 0 failed, 0 skipped")]
    public void Another_line_is_no_tally(string? line) => Assert.Null(TestTally.Parse(line));

    [Fact]
    public void Failed_and_skipped_results_are_counted_apart_from_passed_ones()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file,
                """
                <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><Results>
                  <UnitTestResult testName="A" outcome="Passed" />
                  <UnitTestResult testName="B" outcome="Passed" />
                  <UnitTestResult testName="C" outcome="NotExecuted" />
                  <UnitTestResult testName="D" outcome="Failed" />
                  <UnitTestResult testName="E" outcome="Timeout" />
                </Results></TestRun>
                """);
            Assert.Equal(new TestTally(2, 2, 1), TestResultFile.Read(file));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
