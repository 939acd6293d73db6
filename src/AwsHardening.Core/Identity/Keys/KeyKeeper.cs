using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Identity.Vault;
using AwsHardening.Seam;

namespace AwsHardening.Core.Identity.Keys;

/// <summary>Puts the secret of a new access key into a vault, before anybody else sees that there is one.</summary>
/// <param name="vault">The vault.</param>
/// <param name="itemName">The name it is kept under.</param>
/// <param name="facts">What else is known of it.</param>
/// <param name="time">The clock.</param>
internal sealed class KeyKeeper(IVaultBackend vault, string itemName, VaultFacts facts, TimeProvider time) : ISecretKeeper
{
    public async Task KeepAsync(ResourceChange change, JsonObject answer)
    {
        var key = (JsonObject)answer["AccessKey"]!;
        using var item = Item(key);
        // No token: what is on its way into the vault must arrive.
        if (!await vault.WriteAsync(item, overwrite: false, CancellationToken.None))
        {
            throw VaultErrors.Exists(itemName, vault.Place);
        }

        // A vault that says it kept something and did not would cost the only copy.
        using var kept = await vault.ReadAsync(itemName, CancellationToken.None);
        if (kept is null || kept.AccessKeyId != item.AccessKeyId || !SecretText.Same(kept.SecretAccessKey, item.SecretAccessKey))
        {
            throw ImportErrors.NotKept(itemName, vault.Place);
        }
    }

    public async Task<bool> KeepsAsync(IReadOnlyDictionary<string, string> ids)
    {
        // By any of the credential's names: a rotation gives a key another one once it is proven.
        var name = VaultNames.Owner(itemName);
        foreach (var one in new[] { name, VaultNames.Next(name), VaultNames.Previous(name) })
        {
            using var item = await vault.ReadAsync(one, CancellationToken.None);
            if (item is not null && ids.Values.Contains(item.AccessKeyId))
            {
                return true;
            }
        }

        return false;
    }

    private VaultItem Item(JsonObject key)
    {
        var id = (string)key["AccessKeyId"]!;
        var named = facts with { AccessKeyId = id, SavedAt = time.GetUtcNow(), CreatedAt = Time(key["CreateDate"]) };
        return new VaultItem(named.Named(itemName), id, SecretText.FromChars((string)key["SecretAccessKey"]!), null);
    }

    private static DateTimeOffset? Time(JsonNode? made) => DateTimeOffset.TryParse(
        (string?)made, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var time)
        ? time.ToUniversalTime() : null;
}
