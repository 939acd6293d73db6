namespace AwsHardening.Sandbox.Logs;

/// <summary>The fields of a space-delimited message.</summary>
internal static class MessageFields
{
    public static IReadOnlyList<string> Split(string message)
    {
        var fields = new List<string>();
        var at = 0;
        while (at < message.Length)
        {
            if (char.IsWhiteSpace(message[at]))
            {
                at++;
                continue;
            }

            var (start, end) = message[at] switch
            {
                '[' => (at + 1, message.IndexOf(']', at + 1)),
                '"' => (at + 1, message.IndexOf('"', at + 1)),
                _ => (at, NextSpace(message, at)),
            };
            // What is opened and not closed is a field as it stands.
            (start, end) = end < 0 ? (at, NextSpace(message, at)) : (start, end);
            fields.Add(message[start..end]);
            at = end + 1;
        }

        return fields;
    }

    private static int NextSpace(string message, int from)
    {
        var at = from;
        while (at < message.Length && !char.IsWhiteSpace(message[at]))
        {
            at++;
        }

        return at;
    }
}
