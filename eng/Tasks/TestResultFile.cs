using System.Xml.Linq;

namespace AwsHardening.Tasks;

/// <summary>A Visual Studio test results file, as <c>dotnet test --logger trx</c> writes it.</summary>
internal static class TestResultFile
{
    private static readonly XNamespace s_trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    /// <summary>Counts a file's results by outcome, and tells of each that did not pass.</summary>
    public static TestTally Read(string path)
    {
        var tally = new TestTally();
        foreach (var result in XDocument.Load(path).Descendants(s_trx + "UnitTestResult"))
        {
            var name = (string?)result.Attribute("testName");
            switch ((string?)result.Attribute("outcome"))
            {
                case "Passed":
                    tally += new TestTally(1, 0, 0);
                    break;
                case "NotExecuted":
                    tally += new TestTally(0, 0, 1);
                    Console.WriteLine($"SKIPPED: {name}: {Text(result, "Message") ?? "no reason given"}");
                    break;
                default:
                    tally += new TestTally(0, 1, 0);
                    Console.WriteLine($"FAILED: {name}: {Text(result, "Message")}");
                    Console.WriteLine(Text(result, "StackTrace"));
                    break;
            }
        }

        return tally;
    }

    private static string? Text(XElement result, string element) =>
        result.Descendants(s_trx + element).FirstOrDefault()?.Value.Trim();
}
