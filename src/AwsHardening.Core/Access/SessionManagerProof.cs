namespace AwsHardening.Core.Access;

/// <summary>Session Manager is the other way in: it needs no open port.</summary>
/// <param name="session">The session of the caller who is to get in.</param>
internal sealed class SessionManagerProof(HardeningSession session) : IAccessProof
{
    public async Task<IReadOnlyDictionary<string, AccessEvidence>> ProveAsync(
        IReadOnlyCollection<string> instanceIds, CancellationToken cancellationToken)
    {
        if (instanceIds.Count == 0)
        {
            return new Dictionary<string, AccessEvidence>();
        }

        var proofs = await AccessProof.FindAsync(session, [.. instanceIds], cancellationToken);
        return proofs.ToDictionary(proof => proof.InstanceId, proof => new AccessEvidence(proof.IsProven, proof.Why.TrimEnd('.')));
    }
}
