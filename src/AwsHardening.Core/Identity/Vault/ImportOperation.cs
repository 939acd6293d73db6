using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Core.Identity.Vault;

/// <summary>Which access keys are taken over from a file, and how.</summary>
public sealed record ImportOptions
{
    /// <summary>Profiles, with wildcards; empty for all that hold an access key.</summary>
    public IReadOnlyList<string> ProfileNames { get; init; } = [];

    /// <summary>Replace credentials of the same names.</summary>
    public bool Overwrite { get; init; }

    /// <summary>Take what the vault keeps out of the file.</summary>
    public bool RemoveFromFile { get; init; }
}

/// <summary>Takes access keys over from a credentials file in plain text.</summary>
public static class ImportOperation
{
    /// <summary>Takes them over; each is read back from the vault before it is taken out of the file.</summary>
    /// <param name="vault">The vault.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">Which, and how.</param>
    /// <param name="host">Asked before each credential is written, and before the file is; takes one error a profile at most.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="cancellationToken">Stops before the next credential.</param>
    public static async IAsyncEnumerable<VaultCredential> ImportAsync(
        IVaultBackend vault, string path, ImportOptions options, IOperationHost host, TimeProvider? time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var file = CredentialsFile.Read(path);
        foreach (var name in options.ProfileNames.Where(name => !IsPattern(name) && !file.Profiles.Contains(name)))
        {
            await host.WriteErrorAsync(ImportErrors.NoKey(name, path), cancellationToken);
        }

        List<string> kept = [];
        foreach (var profile in file.Profiles.Where(profile => options.ProfileNames.Count == 0 || options.ProfileNames.Any(name => Like(name, profile))))
        {
            var (credential, isKept) = await OneAsync(vault, file, profile, options.Overwrite, host, time, cancellationToken);
            if (isKept)
            {
                kept.Add(profile);
            }

            if (credential is not null)
            {
                yield return credential;
            }
        }

        foreach (var number in file.CommentedSecrets)
        {
            host.WriteWarning($"Line {number} of {path} is a comment that seems to hold a secret access key. It was not touched: remove it yourself.");
        }

        if (options.RemoveFromFile && kept.Count > 0
            && await host.ShouldProcessAsync(path, $"Remove the access keys of {string.Join(", ", kept)}", cancellationToken))
        {
            Clean(path, file, kept);
        }
    }

    private static async Task<(VaultCredential? Credential, bool IsKept)> OneAsync(
        IVaultBackend vault, CredentialsFile file, string profile, bool overwrite, IOperationHost host, TimeProvider? time, CancellationToken cancellationToken)
    {
        var credential = file.Credential(profile, profile);
        using var secret = credential.SecretAccessKey;
        using var token = credential.SessionToken;
        try
        {
            VaultOperation.Check(credential);
            VaultCredential? saved = null;
            if (!await IsKeptAsync(vault, credential, cancellationToken))
            {
                saved = await VaultOperation.SaveAsync(vault, credential, overwrite, host, time, cancellationToken);
                if (saved is null)
                {
                    return (null, false);
                }
            }

            return await IsKeptAsync(vault, credential, cancellationToken) ? (saved, true) : throw ImportErrors.NotKept(profile, vault.Place);
        }
        catch (OperationException e)
        {
            await host.WriteErrorAsync(e.Error, cancellationToken);
            return (null, false);
        }
    }

    private static async Task<bool> IsKeptAsync(IVaultBackend vault, CredentialToSave credential, CancellationToken cancellationToken)
    {
        using var item = await vault.ReadAsync(credential.Name, cancellationToken);
        return item is not null && item.AccessKeyId == credential.AccessKeyId
            && SecretText.Same(item.SecretAccessKey, credential.SecretAccessKey)
            && (item.SessionToken is null ? credential.SessionToken is null : credential.SessionToken is not null && SecretText.Same(item.SessionToken, credential.SessionToken));
    }

    private static void Clean(string path, CredentialsFile read, List<string> profiles)
    {
        // The link stays one, and the file behind it is the one that is cleaned.
        var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        using var now = CredentialsFile.Read(target);
        if (!now.Same(read))
        {
            throw ImportErrors.ChangedMeanwhile(path);
        }

        using var rest = now.Without(profiles);
        try
        {
            OwnFile.Replace(target, rest.Span, OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(target));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.NotWritable(path, e);
        }
    }

    private static bool IsPattern(string name) => name.AsSpan().IndexOfAny('*', '?') >= 0;

    private static bool Like(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);
}
