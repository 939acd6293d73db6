using System.Collections.Concurrent;

namespace AwsHardening.Sandbox.Sts;

/// <summary>
/// The principals of the account, by access key id. A key that nobody registered acts as the default principal: clients bring whatever
/// credentials they have, and nobody knows the secret. A key that was registered is held to its state: inactive, deleted and expired
/// ones are refused; and to its secret, where the account gave one out.
/// </summary>
public sealed class PrincipalStore
{
    private readonly ConcurrentDictionary<string, Principal> _byKey;
    private readonly ConcurrentDictionary<string, bool> _refused;
    private readonly ConcurrentDictionary<string, string> _secrets;

    /// <summary>A store of its own.</summary>
    /// <param name="fallback">The principal of unknown keys.</param>
    public PrincipalStore(Principal fallback)
        : this(fallback, shared: null)
    {
    }

    /// <summary>A store that knows the keys of another one's too, as the accounts of an organization do.</summary>
    internal PrincipalStore(Principal fallback, PrincipalStore? shared)
    {
        ArgumentNullException.ThrowIfNull(fallback);
        Default = fallback;
        _byKey = shared?._byKey ?? new(StringComparer.Ordinal);
        _refused = shared?._refused ?? new(StringComparer.Ordinal);
        _secrets = shared?._secrets ?? new(StringComparer.Ordinal) { [OwnerKeyId] = OwnerSecret };
        Add(fallback);
    }

    /// <summary>The access key that whoever holds the account in hand signs with: it acts as the administrator, and is in no list of keys.</summary>
    public static string OwnerKeyId => "AKIAEMBEDDEDACCOUNTS";

    /// <summary>Its secret, which is nobody's: it opens accounts in this process alone.</summary>
    public static string OwnerSecret => "embedded/account/speaks/to/its/own/owner";

    /// <summary>The administrator that every account has.</summary>
    public Principal Default { get; }

    /// <summary>Registers a principal under its access key id; a later one takes the place of an earlier one.</summary>
    /// <param name="principal">The principal.</param>
    public void Add(Principal principal)
    {
        ArgumentNullException.ThrowIfNull(principal);
        _byKey[principal.AccessKeyId] = principal;
    }

    /// <summary>Registers a principal under an access key whose calls are held to a secret.</summary>
    internal void Add(Principal principal, string secret)
    {
        _secrets[principal.AccessKeyId] = secret;
        Add(principal);
    }

    /// <summary>The secret of an access key; null where the account never gave one out.</summary>
    internal string? Secret(string accessKeyId) => _secrets.GetValueOrDefault(accessKeyId);

    /// <summary>The principal behind an access key, whether or not the key is good.</summary>
    /// <param name="accessKeyId">The access key id of a call.</param>
    /// <returns>The default principal where nobody registered the key.</returns>
    public Principal Find(string accessKeyId) => _byKey.GetValueOrDefault(accessKeyId, Default);

    internal Principal? Known(string accessKeyId) => _byKey.GetValueOrDefault(accessKeyId);

    /// <summary>Keeps a key from being good, or lets it be good again.</summary>
    internal void Refuse(string accessKeyId, bool refused)
    {
        if (refused)
        {
            _refused[accessKeyId] = true;
        }
        else
        {
            _refused.TryRemove(accessKeyId, out _);
        }
    }

    /// <summary>The principal behind an access key that is good now.</summary>
    /// <exception cref="AwsErrorException">The key is inactive, deleted or expired, or its token is another one's.</exception>
    internal Principal Authenticate(CallContext context, DateTimeOffset now, string protocol)
    {
        var principal = Find(context.AccessKeyId);
        var token = principal.Session?.Token;
        // Who calls without a wire brings no token.
        if (_refused.ContainsKey(context.AccessKeyId) || (token is not null && context.SessionToken is { } said && said != token))
        {
            throw CallerErrors.InvalidKey(protocol);
        }

        return principal.Session is { } session && session.Expires <= now ? throw CallerErrors.Expired(protocol) : principal;
    }
}
