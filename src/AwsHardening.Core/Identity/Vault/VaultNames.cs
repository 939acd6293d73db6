using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace AwsHardening.Core.Identity.Vault;

/// <summary>
/// Names of items. What users name has no tilde; behind one stands what belongs to a credential: its next key while a rotation has not
/// proven it, its previous one until it is deleted, and its sessions.
/// </summary>
internal static partial class VaultNames
{
    private const char Mark = '~';

    public static string Next(string name) => $"{name}{Mark}next";

    public static string Previous(string name) => $"{name}{Mark}previous";

    /// <summary>The name of a cached session: one for each combination of what it depends on.</summary>
    /// <param name="name">The credential.</param>
    /// <param name="parts">What the session depends on; the key's id is among it, so that a rotated key has no old sessions.</param>
    public static string Session(string name, params string[] parts) =>
        $"{SessionPrefix(name)}{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))))[..16].ToLowerInvariant()}";

    public static string SessionPrefix(string name) => $"{name}{Mark}session-";

    /// <summary>The credential that an item belongs to: itself, unless it stands behind a tilde.</summary>
    public static string Owner(string name) => name.Split(Mark, 2)[0];

    public static bool IsCredential(string name) => !name.Contains(Mark, StringComparison.Ordinal);

    public static bool IsValid(string name) => Pattern().IsMatch(name);

    [GeneratedRegex(@"\A[A-Za-z0-9._@+=,/-]{1,128}\z")]
    private static partial Regex Pattern();
}
