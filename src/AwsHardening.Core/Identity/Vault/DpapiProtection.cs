using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AwsHardening.Core.Encryption.Message;

namespace AwsHardening.Core.Identity.Vault;

/// <summary>Windows keeps the key for the signed-in user (DPAPI, CryptProtectData): nothing is to be typed.</summary>
[SupportedOSPlatform("windows")]
internal sealed class DpapiProtection : IKeyProtection
{
    // Not a secret: it only keeps this vault's blob from being taken for another program's.
    private static readonly byte[] s_purpose = Encoding.UTF8.GetBytes(VaultDocument.FormatName);

    public string Kind => "Dpapi";

    public Task<JsonObject> ProtectAsync(SecretBytes key, string path, CancellationToken cancellationToken)
    {
        var copy = key.Span.ToArray();
        try
        {
            return Task.FromResult(new JsonObject
            {
                ["Protection"] = Kind,
                ["Blob"] = Convert.ToBase64String(ProtectedData.Protect(copy, s_purpose, DataProtectionScope.CurrentUser)),
            });
        }
        finally
        {
            CryptographicOperations.ZeroMemory(copy);
        }
    }

    public Task<SecretBytes> UnprotectAsync(JsonObject protection, string path, CancellationToken cancellationToken)
    {
        if ((string?)protection["Protection"] != Kind)
        {
            throw VaultErrors.UnknownProtection(path, $"{protection["Protection"]}");
        }

        try
        {
            var bytes = ProtectedData.Unprotect(VaultDocument.Bytes(protection, "Blob"), s_purpose, DataProtectionScope.CurrentUser);
            try
            {
                return Task.FromResult(new SecretBytes(bytes));
            }
            finally
            {
                CryptographicOperations.ZeroMemory(bytes);
            }
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            throw VaultErrors.NotThisUser(path, e);
        }
    }
}
