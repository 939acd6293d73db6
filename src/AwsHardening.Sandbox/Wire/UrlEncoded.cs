namespace AwsHardening.Sandbox.Wire;

/// <summary>Query strings and form bodies.</summary>
internal static class UrlEncoded
{
    public static IReadOnlyList<KeyValuePair<string, string>> Parse(string text)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        foreach (string part in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            pairs.Add(equals < 0
                ? new(Unescape(part), "")
                : new(Unescape(part[..equals]), Unescape(part[(equals + 1)..])));
        }

        return pairs;
    }

    private static string Unescape(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
