using AwsHardening.Sandbox.Sts;
using AwsHardening.Sandbox.Wire;

namespace AwsHardening.Sandbox.Iam;

/// <summary>Who used what last: each call leaves its mark on its key, its role, and its caller's use of the service.</summary>
internal sealed class UseLog(IamState state)
{
    private readonly Dictionary<(string Identity, string Service), ServiceUse> _uses = [];

    /// <summary>What an identity used, by service namespace.</summary>
    public ServiceUse? Of(string identityArn, string service) => _uses.GetValueOrDefault((identityArn, service));

    public IEnumerable<string> Users(string service) => _uses.Keys.Where(key => key.Service == service).Select(key => key.Identity);

    /// <summary>Notes a call, whether or not it is allowed.</summary>
    public void Note(Principal caller, string accessKeyId, string service, string action, string region)
    {
        var endpoint = ServiceModel.Embedded(service)?.EndpointPrefix ?? service;
        var use = new KeyUse(state.Now, endpoint, region);
        if (state.Owners.SelectMany(owner => owner.Means.Keys).FirstOrDefault(key => key.Id == accessKeyId) is { } key)
        {
            key.LastUsed = use;
        }

        if (caller.IsRoleSession && state.Roles.Values.FirstOrDefault(role => role.Arn == caller.IdentityArn) is { } role)
        {
            role.LastUsed = use;
        }

        var by = action.Split(':')[0];
        if (!_uses.TryGetValue((caller.IdentityArn, by), out var known))
        {
            _uses[(caller.IdentityArn, by)] = known = new ServiceUse();
        }

        known.Last = use;
        known.Actions[action.Split(':')[1]] = use;
    }
}

/// <summary>An identity's use of a service.</summary>
internal sealed class ServiceUse
{
    public KeyUse? Last { get; set; }

    /// <summary>By action, without the service's prefix.</summary>
    public SortedDictionary<string, KeyUse> Actions { get; } = new(StringComparer.Ordinal);
}
