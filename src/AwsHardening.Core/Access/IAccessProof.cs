namespace AwsHardening.Core.Access;

/// <summary>Proves that instances can be got into by another way than the network ports that a change closes.</summary>
internal interface IAccessProof
{
    /// <summary>Asks for each instance.</summary>
    /// <param name="instanceIds">The instances, each once.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    /// <returns>An answer for every instance; what AWS refuses to say is not proven, never an exception.</returns>
    Task<IReadOnlyDictionary<string, AccessEvidence>> ProveAsync(
        IReadOnlyCollection<string> instanceIds, CancellationToken cancellationToken);
}

/// <summary>Whether another way into an instance is proven.</summary>
/// <param name="IsProven">True when the instance answered and the caller may start a session on it.</param>
/// <param name="Reason">What was found, as a clause for people.</param>
internal sealed record AccessEvidence(bool IsProven, string Reason);
