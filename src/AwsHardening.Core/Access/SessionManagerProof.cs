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

        try
        {
            var proofs = await AccessProof.FindAsync(session, [.. instanceIds], cancellationToken);
            return proofs.ToDictionary(proof => proof.InstanceId, proof => new AccessEvidence(proof.IsProven, proof.Why.TrimEnd('.')));
        }
        catch (Exception e) when (!(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            // No answer is no proof, whatever kept it away.
            var unknown = new AccessEvidence(false, $"Session Manager could not be asked: {e.Message}");
            return instanceIds.ToDictionary(id => id, _ => unknown);
        }
    }
}
