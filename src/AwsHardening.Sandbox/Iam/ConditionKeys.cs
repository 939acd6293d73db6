namespace AwsHardening.Sandbox.Iam;

/// <summary>
/// What is known of a request, by condition key; a key may have several values. Key names differ by more than their case
/// (IAM User Guide: AWS global condition context keys).
/// </summary>
internal sealed class ConditionKeys() : Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase)
{
    public static ConditionKeys Of(IReadOnlyDictionary<string, string>? single)
    {
        var keys = new ConditionKeys();
        foreach (var (key, value) in single ?? new Dictionary<string, string>())
        {
            keys.Set(key, value);
        }

        return keys;
    }

    /// <summary>Sets a key; a value that is not known leaves the key absent.</summary>
    public void Set(string key, string? value)
    {
        if (value is not null)
        {
            this[key] = [value];
        }
    }

    public string? Single(string key) => TryGetValue(key, out var values) && values is [var value, ..] ? value : null;
}
