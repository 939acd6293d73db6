using System.Collections;
using System.Management.Automation;
using System.Security;
using AwsHardening.Core.Errors;
using AwsHardening.Pipeline;
using AwsHardening.Seam;

namespace AwsHardening.Identity;

/// <summary>
/// A vault that the user registered with Microsoft.PowerShell.SecretManagement: the platform's keyring, KeePass, SecretStore and others.
/// An access key is a PSCredential there, its id as the user name; a session token stands behind the secret, after a space.
/// </summary>
/// <param name="host">Calls the module's commands where commands can be called.</param>
/// <param name="vault">The name under which the vault is registered.</param>
/// <param name="passphrase">Unlocks the vault; null to leave that to the vault.</param>
internal sealed class SecretManagementVault(CmdletHost host, string vault, SecureString? passphrase) : IVaultBackend
{
    private const string Prefix = "AwsHardening.";
    private const string Probe = "AwsHardening.~probe";

    private bool _unlocked = passphrase is null;

    /// <inheritdoc />
    public string Kind => "SecretManagement";

    /// <inheritdoc />
    public string Place => vault;

    /// <inheritdoc />
    public async ValueTask PrepareAsync(CancellationToken cancellationToken)
    {
        // Written and taken away again: a vault that is locked or cannot be written shows it now.
        using var nothing = new SecureString();
        nothing.AppendChar('-');
        nothing.MakeReadOnly();
        await CallAsync("Set-Secret", cancellationToken, ("Name", Probe), ("Secret", nothing));
        await CallAsync("Remove-Secret", cancellationToken, ("Name", Probe));
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<VaultEntry>> ListAsync(CancellationToken cancellationToken) =>
    [
        .. (await CallAsync("Get-SecretInfo", cancellationToken, ("Name", Prefix + "*"))).Select(Entry)
            .Where(entry => entry.Name.Length > 0 && Prefix + entry.Name != Probe).OrderBy(entry => entry.Name, StringComparer.Ordinal),
    ];

    /// <inheritdoc />
    public async ValueTask<VaultItem?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        if (await InfoAsync(name, cancellationToken) is not { } entry)
        {
            return null;
        }

        var found = await CallAsync("Get-Secret", cancellationToken, ("Name", Prefix + name));
        return found is [{ BaseObject: PSCredential credential }, ..] ? Item(entry, credential) : throw NotAKey(name);
    }

    /// <inheritdoc />
    public async ValueTask<bool> WriteAsync(VaultItem item, bool overwrite, CancellationToken cancellationToken)
    {
        var name = item.Entry.Name;
        if (!overwrite && await InfoAsync(name, cancellationToken) is not null)
        {
            return false;
        }

        using var password = Joined(item);
        List<(string, object)> arguments = [("Name", Prefix + name), ("Secret", new PSCredential(item.AccessKeyId, password))];
        if (!overwrite)
        {
            arguments.Add(("NoClobber", true));
        }

        var facts = new Hashtable(item.Entry.Facts.ToDictionary(fact => (object)fact.Key, fact => (object)fact.Value));
        try
        {
            await CallAsync("Set-Secret", cancellationToken, [.. arguments, ("Metadata", facts)]);
        }
        catch (OperationException)
        {
            if (!overwrite && await InfoAsync(name, cancellationToken) is not null)
            {
                return false;
            }

            // Not every vault keeps facts; the key matters more.
            await CallAsync("Set-Secret", cancellationToken, [.. arguments]);
        }

        return true;
    }

    /// <inheritdoc />
    public async ValueTask<bool> RemoveAsync(string name, CancellationToken cancellationToken)
    {
        if (await InfoAsync(name, cancellationToken) is null)
        {
            return false;
        }

        await CallAsync("Remove-Secret", cancellationToken, ("Name", Prefix + name));
        return true;
    }

    private static SecureString Joined(VaultItem item)
    {
        var password = item.SecretAccessKey.Copy();
        if (item.SessionToken is not null)
        {
            SecureCharacters.Append(password, " ");
            SecureCharacters.Append(password, item.SessionToken);
        }

        password.MakeReadOnly();
        return password;
    }

    private static VaultItem Item(VaultEntry entry, PSCredential credential)
    {
        var (secret, token) = SecureCharacters.Split(credential.Password, ' ');
        return new VaultItem(entry, credential.UserName, secret, token);
    }

    private static VaultEntry Entry(PSObject info)
    {
        Dictionary<string, string> facts = new(StringComparer.Ordinal);
        if (info.Properties["Metadata"]?.Value is IEnumerable metadata)
        {
            foreach (var pair in metadata)
            {
                var one = PSObject.AsPSObject(pair);
                if (one.Properties["Key"]?.Value is string key && one.Properties["Value"]?.Value is { } value)
                {
                    facts[key] = LanguagePrimitives.ConvertTo<string>(value);
                }
            }
        }

        var name = (string?)info.Properties["Name"]?.Value ?? "";
        return new VaultEntry(name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? name[Prefix.Length..] : "", facts);
    }

    private async ValueTask<VaultEntry?> InfoAsync(string name, CancellationToken cancellationToken) =>
        (await CallAsync("Get-SecretInfo", cancellationToken, ("Name", Prefix + name))).Select(Entry)
            .FirstOrDefault(entry => string.Equals(entry.Name, name, StringComparison.Ordinal));

    private async ValueTask<IReadOnlyList<PSObject>> CallAsync(
        string command, CancellationToken cancellationToken, params (string Name, object Value)[] arguments)
    {
        if (!_unlocked)
        {
            _unlocked = true;
            await host.OnPipelineAsync(
                () => SecretManagement.Invoke("Unlock-SecretVault", [("Name", vault), ("Password", passphrase!)]), cancellationToken);
        }

        try
        {
            return await host.OnPipelineAsync(() => SecretManagement.Invoke(command, [("Vault", vault), .. arguments]), cancellationToken);
        }
        catch (RuntimeException e)
        {
            throw new OperationException(
                "VaultFailed", OperationErrorCategory.InvalidResult, $"The vault {vault} failed at {command}: {e.Message}",
                $"Try Test-SecretVault -Name {vault}, and Unlock-SecretVault where it is locked.", vault, e);
        }
    }

    private OperationException NotAKey(string name) => new(new OperationError(
        "VaultCredentialInvalid", OperationErrorCategory.InvalidData, $"What the vault {vault} keeps as {Prefix}{name} is no access key.",
        "Remove it with Remove-VaultCredential and save the access key again.", name));
}
