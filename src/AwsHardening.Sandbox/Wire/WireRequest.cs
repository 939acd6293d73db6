namespace AwsHardening.Sandbox.Wire;

/// <summary>An HTTP request as a protocol sees it, whichever host received it.</summary>
/// <param name="Method">The method in capital letters.</param>
/// <param name="Target">The raw request target: path and query, still escaped.</param>
/// <param name="Headers">The headers, by name without regard to case; several of one name are joined by commas.</param>
/// <param name="Body">The body, in the content encoding that the headers name.</param>
internal sealed record WireRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    private IReadOnlyList<KeyValuePair<string, string>>? _query;

    /// <summary>The escaped path.</summary>
    public string RawPath => Target.Split('?', 2)[0];

    /// <summary>The query, unescaped, in the order of the request.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query =>
        _query ??= Target.Split('?', 2) is [_, var query] ? UrlEncoded.Parse(query) : [];

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
