using System.Text.Json.Nodes;
using AwsHardening.Core.Encryption.Message;

namespace AwsHardening.Core.Identity.Vault;

/// <summary>How the key of a vault's file is kept from others.</summary>
internal interface IKeyProtection
{
    /// <summary>The vault's kind, such as <c>File</c>.</summary>
    string Kind { get; }

    /// <summary>Protects a new vault's key.</summary>
    /// <returns>What the file says of it.</returns>
    Task<JsonObject> ProtectAsync(SecretBytes key, string path, CancellationToken cancellationToken);

    /// <summary>Gets a vault's key back.</summary>
    /// <exception cref="Errors.OperationException">The passphrase is wrong, nobody could be asked, or the parameters are not to be trusted.</exception>
    Task<SecretBytes> UnprotectAsync(JsonObject protection, string path, CancellationToken cancellationToken);
}
