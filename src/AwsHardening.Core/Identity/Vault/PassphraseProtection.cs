using System.Security;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AwsHardening.Core.Changes.Plans;
using AwsHardening.Core.Encryption.Message;

namespace AwsHardening.Core.Identity.Vault;

/// <summary>
/// The key is encrypted under one that is derived from a passphrase: PBKDF2-HMAC-SHA512 with parameters that stand in the file and are
/// authenticated with it (NIST SP 800-132; OWASP Password Storage Cheat Sheet: at least 210,000 iterations).
/// </summary>
/// <param name="ask">Asks for the passphrase; true for a new one, which is to be typed twice.</param>
/// <param name="iterations">The iterations of new vaults.</param>
internal sealed class PassphraseProtection(
    Func<bool, string, CancellationToken, Task<SecureString?>> ask, int iterations = PassphraseProtection.DefaultIterations) : IKeyProtection
{
    public const int MinIterations = 210_000;
    public const int DefaultIterations = 600_000;
    public const int MinPassphraseLength = 8;

    // A file that asks for hours of work is not one that this module wrote.
    private const int MaxIterations = 100_000_000;
    private const int SaltLength = 32;
    private const string Derivation = "PBKDF2-HMAC-SHA512";

    public string Kind => "File";

    public async Task<JsonObject> ProtectAsync(SecretBytes key, string path, CancellationToken cancellationToken)
    {
        using var passphrase = await ask(true, path, cancellationToken) ?? throw VaultErrors.PassphraseNeeded(path);
        if (passphrase.Length < MinPassphraseLength)
        {
            throw VaultErrors.PassphraseTooShort(path, MinPassphraseLength);
        }

        var parameters = new JsonObject
        {
            ["Protection"] = Kind,
            ["Derivation"] = Derivation,
            ["Iterations"] = iterations,
            ["Salt"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(SaltLength)),
        };
        using var wrapping = Derive(passphrase, parameters, path);
        return VaultDocument.Write(Cipher.Seal(wrapping, key.Span, Bond(parameters)), parameters);
    }

    public async Task<SecretBytes> UnprotectAsync(JsonObject protection, string path, CancellationToken cancellationToken)
    {
        Sealed wrapped;
        try
        {
            wrapped = VaultDocument.Read(protection);
        }
        catch (FormatException)
        {
            throw VaultErrors.Damaged(path, "the entry of its key is not what this version writes");
        }

        Check(protection, path);
        using var passphrase = await ask(false, path, cancellationToken) ?? throw VaultErrors.PassphraseNeeded(path);
        using var wrapping = Derive(passphrase, protection, path);
        return Cipher.Open(wrapping, wrapped, Bond(protection)) ?? throw VaultErrors.WrongPassphrase(path);
    }

    // The parameters without what was encrypted under them.
    private static byte[] Bond(JsonObject parameters) => Encoding.UTF8.GetBytes(CanonicalJson.Write(new JsonObject(
        parameters.Where(pair => pair.Key is not ("Nonce" or "Ciphertext" or "Tag")).Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())))));

    private static void Check(JsonObject parameters, string path)
    {
        if ((string?)parameters["Protection"] != "File" || (string?)parameters["Derivation"] != Derivation)
        {
            throw VaultErrors.UnknownProtection(path, $"{parameters["Protection"]} {parameters["Derivation"]}".Trim());
        }

        // Whoever lowers them cannot decrypt, but could make the passphrase cheap to guess the next time the file is written.
        if ((int?)parameters["Iterations"] is not (>= MinIterations and <= MaxIterations) || VaultDocument.Bytes(parameters, "Salt").Length < SaltLength)
        {
            throw VaultErrors.Damaged(path, $"its passphrase is derived with fewer than {MinIterations} iterations, far too many, or too short a salt");
        }
    }

    private static SecretBytes Derive(SecureString passphrase, JsonObject parameters, string path)
    {
        Check(parameters, path);
        using var text = SecretText.ToUtf8(passphrase);
        var key = new SecretBytes(Cipher.KeyLength);
        Rfc2898DeriveBytes.Pbkdf2(
            text.Span, VaultDocument.Bytes(parameters, "Salt"), key.Span, (int)parameters["Iterations"]!, HashAlgorithmName.SHA512);
        return key;
    }
}
