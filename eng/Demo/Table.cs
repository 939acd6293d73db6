namespace AwsHardening.Demo;

/// <summary>Prints rows under their headings, as wide as they need to be.</summary>
internal static class Table
{
    public static void Write(string[] headings, IEnumerable<string[]> rows)
    {
        string[][] lines = [headings, [.. headings.Select(heading => new string('-', heading.Length))], .. rows];
        var widths = headings.Select((_, column) => lines.Max(line => line[column].Length)).ToArray();
        foreach (var line in lines)
        {
            Console.WriteLine("  " + string.Join("  ", line.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }

        Console.WriteLine();
    }
}
