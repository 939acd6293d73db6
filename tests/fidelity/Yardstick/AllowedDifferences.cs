using System.Text.Json;

namespace AwsHardening.FidelityTests.Yardstick;

/// <summary>
/// The differences that api-differences.json allows. An entry is <c>-</c> (the official client has it) or <c>+</c> (only the
/// generated one has it) and a line of <see cref="PublicApi"/>, which may end in <c>*</c>.
/// </summary>
public sealed class AllowedDifferences
{
    private readonly Dictionary<string, bool> _used;

    private AllowedDifferences(IEnumerable<string> entries) => _used = entries.ToDictionary(e => e, _ => false);

    public IReadOnlyList<string> Unused => [.. _used.Where(e => !e.Value).Select(e => e.Key)];

    public static AllowedDifferences Of(string service)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "Yardstick", "api-differences.json");
        var reasons = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string[]>>>(File.ReadAllText(file))!;
        return new AllowedDifferences(reasons.GetValueOrDefault(service, []).Values.SelectMany(entries => entries));
    }

    public IEnumerable<string> Unexplained(IEnumerable<string> lines, string sign)
    {
        foreach (var line in lines.Select(l => $"{sign} {l}"))
        {
            var entry = _used.Keys.FirstOrDefault(e => e == line || (e.EndsWith('*') && line.StartsWith(e[..^1], StringComparison.Ordinal)));
            if (entry is null)
            {
                yield return line;
            }
            else
            {
                _used[entry] = true;
            }
        }
    }
}
