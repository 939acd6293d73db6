using System.Collections.Concurrent;

namespace AwsHardening.Sandbox.Sts;

/// <summary>
/// The principals of the account, by access key id. A key that nobody registered acts as the default principal:
/// the sandbox proves who calls to nobody, and clients bring whatever credentials they have.
/// </summary>
/// <param name="fallback">The principal of unknown keys.</param>
public sealed class PrincipalStore(Principal fallback)
{
    private readonly ConcurrentDictionary<string, Principal> _byKey =
        new([new(fallback.AccessKeyId, fallback)], StringComparer.Ordinal);

    /// <summary>The administrator that every account has.</summary>
    public Principal Default { get; } = fallback;

    /// <summary>Registers a principal under its access key id; a later one takes the place of an earlier one.</summary>
    /// <param name="principal">The principal.</param>
    public void Add(Principal principal)
    {
        ArgumentNullException.ThrowIfNull(principal);
        _byKey[principal.AccessKeyId] = principal;
    }

    /// <summary>The principal behind an access key.</summary>
    /// <param name="accessKeyId">The access key id of a call.</param>
    /// <returns>The default principal where nobody registered the key.</returns>
    public Principal Find(string accessKeyId) => _byKey.GetValueOrDefault(accessKeyId, Default);
}
