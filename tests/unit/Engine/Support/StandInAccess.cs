using AwsHardening.Core.Access;

namespace AwsHardening.UnitTests.Engine.Support;

/// <summary>Proves another way into every instance but those that a test names.</summary>
internal sealed class StandInAccess : IAccessProof
{
    /// <summary>The instances without another way in, and why.</summary>
    public Dictionary<string, string> Unproven { get; } = [];

    /// <summary>The instances that were asked about, in order.</summary>
    public List<string> Asked { get; } = [];

    public Task<IReadOnlyDictionary<string, AccessEvidence>> ProveAsync(
        IReadOnlyCollection<string> instanceIds, CancellationToken cancellationToken)
    {
        Asked.AddRange(instanceIds);
        return Task.FromResult<IReadOnlyDictionary<string, AccessEvidence>>(instanceIds.ToDictionary(
            id => id,
            id => Unproven.TryGetValue(id, out var reason) ? new AccessEvidence(false, reason) : new AccessEvidence(true, "connected")));
    }
}
