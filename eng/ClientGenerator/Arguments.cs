namespace AwsHardening.ClientGenerator;

/// <summary>A verb's arguments: <c>--name value</c> pairs, then the rest.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, List<string>> _named = new(StringComparer.Ordinal);

    public Arguments(IEnumerable<string> arguments)
    {
        var rest = new List<string>();
        using var each = arguments.GetEnumerator();
        while (each.MoveNext())
        {
            if (!each.Current.StartsWith("--", StringComparison.Ordinal))
            {
                rest.Add(each.Current);
                continue;
            }

            var name = each.Current[2..];
            if (!each.MoveNext())
            {
                throw new UsageException($"--{name} needs a value.");
            }

            if (!_named.TryGetValue(name, out var values))
            {
                _named[name] = values = [];
            }

            values.Add(each.Current);
        }

        Rest = rest;
    }

    /// <summary>What was not named.</summary>
    public IReadOnlyList<string> Rest { get; }

    public string? Optional(string name) => _named.TryGetValue(name, out var values) ? values[^1] : null;

    public string Required(string name) => Optional(name) ?? throw new UsageException($"--{name} is missing.");
}
