using System.Xml.Linq;

namespace AwsHardening.Tasks;

/// <summary>A Visual Studio test results file, as <c>dotnet test --logger trx</c> writes it.</summary>
internal static class TestResultFile
{
    private static readonly XNamespace s_trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    /// <summary>Counts a file's results by outcome.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tellSkip">Told each skipped test with its reason.</param>
    public static TestTally Read(string path, Action<string> tellSkip)
    {
        var tally = new TestTally();
        foreach (var result in XDocument.Load(path).Descendants(s_trx + "UnitTestResult"))
        {
            switch ((string?)result.Attribute("outcome"))
            {
                case "Passed":
                    tally += new TestTally(1, 0, 0);
                    break;
                case "NotExecuted":
                    tally += new TestTally(0, 0, 1);
                    tellSkip($"{(string?)result.Attribute("testName")}: {Reason(result)}");
                    break;
                default:
                    tally += new TestTally(0, 1, 0);
                    break;
            }
        }

        return tally;
    }

    private static string Reason(XElement result) =>
        result.Descendants(s_trx + "Message").Concat(result.Descendants(s_trx + "StdOut")).FirstOrDefault()?.Value.Trim()
        ?? "no reason given";
}
