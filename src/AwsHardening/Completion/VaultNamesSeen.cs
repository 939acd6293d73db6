using System.Collections.Concurrent;

namespace AwsHardening.Completion;

/// <summary>Names of credentials that commands have shown: other vaults than files may ask for a password when they are listed.</summary>
internal static class VaultNamesSeen
{
    private static readonly ConcurrentDictionary<string, Candidate> s_names = new(StringComparer.Ordinal);

    public static IEnumerable<Candidate> All => s_names.Values;

    public static void Add(VaultCredential? credential)
    {
        if (credential is not null)
        {
            s_names[credential.Name] = new Candidate(credential.Name, $"{credential.AccessKeyId} in {credential.Vault}");
        }
    }
}
