namespace AwsHardening.ClientGenerator.Refresh;

/// <summary>An operation list: one operation a line, <c>#</c> starts a comment, a lone <c>*</c> stands for all.</summary>
internal static class OperationList
{
    public static IReadOnlyList<string> Read(string file)
    {
        if (!File.Exists(file))
        {
            throw new UsageException($"There is no operation list {file}.");
        }

        return [.. File.ReadLines(file).Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0).Distinct()];
    }
}
