namespace AwsHardening.Sandbox.Wire;

/// <summary>The request URI of a REST operation: fixed segments, labels, one greedy label, fixed query parameters.</summary>
internal sealed class UriTemplate
{
    private readonly string[] _segments;

    public UriTemplate(string requestUri)
    {
        string[] parts = requestUri.Split('?', 2);
        _segments = Segments(parts[0]);
        FixedQuery = parts.Length == 2 ? UrlEncoded.Parse(parts[1]) : [];
    }

    /// <summary>The query parameters that a request must have to mean this operation.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> FixedQuery { get; }

    /// <summary>How many segments are fixed: of two templates that match, the one with more is meant.</summary>
    public int FixedSegments => _segments.Count(segment => !IsLabel(segment));

    /// <summary>The labels' values, unescaped; null where the path does not match.</summary>
    public Dictionary<string, string>? Match(string rawPath)
    {
        int greedy = Array.FindIndex(_segments, IsGreedy);
        // A greedy label at the end takes all there is: the key of an S3 object may begin and end with a slash.
        string[] path = greedy >= 0 && greedy == _segments.Length - 1 && rawPath.StartsWith('/') ? rawPath[1..].Split('/') : Segments(rawPath);
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        if (greedy < 0 ? path.Length != _segments.Length : path.Length < _segments.Length)
        {
            return null;
        }

        int extra = path.Length - _segments.Length;
        for (int i = 0, at = 0; i < _segments.Length; i++)
        {
            int taken = i == greedy ? extra + 1 : 1;
            string value = string.Join('/', path, at, taken);
            at += taken;
            if (!IsLabel(_segments[i]))
            {
                if (_segments[i] != Uri.UnescapeDataString(value))
                {
                    return null;
                }
            }
            else if (value.Length == 0)
            {
                return null;
            }
            else
            {
                labels[_segments[i].Trim('{', '}').TrimEnd('+')] = Uri.UnescapeDataString(value);
            }
        }

        return labels;
    }

    private static string[] Segments(string path) => path.Trim('/') is { Length: > 0 } trimmed ? trimmed.Split('/') : [];

    private static bool IsLabel(string segment) => segment.StartsWith('{');

    private static bool IsGreedy(string segment) => segment.EndsWith("+}", StringComparison.Ordinal);
}
