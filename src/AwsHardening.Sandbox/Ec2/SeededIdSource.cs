using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace AwsHardening.Sandbox;

/// <summary>
/// Ids that look like AWS's and are the same in every run with the same seed. Each prefix counts on its own, so that
/// one more subnet in a template does not change the id of every security group.
/// </summary>
/// <param name="seed">Any text; two accounts with different seeds share no id.</param>
public sealed class SeededIdSource(string seed) : IIdSource
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Next(string prefix)
    {
        var number = _counts.AddOrUpdate(prefix, 1, (_, count) => count + 1);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}/{prefix}/{number}"));
        return $"{prefix}-0{Convert.ToHexString(hash, 0, 8).ToLowerInvariant()}";
    }
}
