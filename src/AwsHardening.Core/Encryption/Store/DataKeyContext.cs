using System.Globalization;

namespace AwsHardening.Core.Encryption.Store;

/// <summary>
/// The context that a stored data key is made under and that every message made with it carries. It is no secret, and says which
/// entry of the store the key is.
/// </summary>
internal static class DataKeyContext
{
    public const string Id = "data-key-id";
    public const string Version = "data-key-version";

    public static IReadOnlyDictionary<string, string> Of(string id, int version) => new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        [Id] = id,
        [Version] = version.ToString(CultureInfo.InvariantCulture),
    };
}
