namespace AwsHardening.Core.Access;

/// <summary>Nothing can be proven.</summary>
internal sealed class NoAccessProof : IAccessProof
{
    public Task<IReadOnlyDictionary<string, AccessEvidence>> ProveAsync(
        IReadOnlyCollection<string> instanceIds, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, AccessEvidence>>(
            instanceIds.ToDictionary(id => id, _ => new AccessEvidence(false, "Session Manager was not asked")));
}
