using System.Collections;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>
/// The filters of one Describe operation: which values of a resource each name is compared with. A resource passes
/// when each filter has one value that matches. Every table knows <c>tag:key</c> and <c>tag-key</c>.
/// </summary>
internal sealed class FilterTable<T> : IEnumerable
    where T : Ec2Resource
{
    private const int ValuesPerCall = 200;
    private readonly Dictionary<string, Func<T, IEnumerable<string?>>> _values = new(StringComparer.Ordinal);

    public void Add(string name, Func<T, string?> value) => _values.Add(name, row => [value(row)]);

    public void Add(string name, Func<T, bool> value) => _values.Add(name, row => [value(row) ? "true" : "false"]);

    public void Add(string name, Func<T, IEnumerable<string?>> values) => _values.Add(name, values);

    /// <exception cref="AwsErrorException">A name that the operation does not know, a filter without values, too many values.</exception>
    public Func<T, bool> Compile(IReadOnlyCollection<Ec2Input> filters)
    {
        if (filters.Sum(filter => filter.Texts("Values").Count) > ValuesPerCall)
        {
            throw new AwsErrorException(
                "FilterLimitExceeded", $"The maximum number of filter values specified on a single call is {ValuesPerCall}");
        }

        var tests = filters.Select(Test).ToList();
        return row => tests.TrueForAll(test => test(row));
    }

    IEnumerator IEnumerable.GetEnumerator() => _values.Keys.GetEnumerator();

    private Func<T, bool> Test(Ec2Input filter)
    {
        var name = filter.Required("Name");
        var matches = Wildcard.Compile(filter.RequiredTexts("Values"));
        if (name.StartsWith("tag:", StringComparison.Ordinal))
        {
            var isKey = Wildcard.Compile([name["tag:".Length..]]);
            return row => row.Tags.Any(tag => isKey(tag.Key) && matches(tag.Value));
        }

        if (name == "tag-key")
        {
            return row => row.Tags.Keys.Any(matches);
        }

        return _values.TryGetValue(name, out var values)
            ? row => values(row).Any(value => value is not null && matches(value))
            : throw Ec2Errors.InvalidValue($"The filter '{name}' is invalid");
    }
}
