using AwsHardening.Seam;

namespace AwsHardening.Core.Changes;

/// <summary>Lists and takes back journaled changes.</summary>
public static class ChangeOperation
{
    /// <summary>Reads the journal, oldest change first. Needs no connection.</summary>
    /// <param name="query">Which changes.</param>
    /// <param name="host">Takes errors: a damaged line, an id that is not there.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static IAsyncEnumerable<HardeningChange> FindAsync(
        ChangeQuery query, IOperationHost host, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Takes changes back, newest first whatever order they come in; refuses one whose resource has drifted.</summary>
    /// <param name="session">The session; changes of another account or Region are refused.</param>
    /// <param name="changeIds">Change ids or set ids.</param>
    /// <param name="host">Asked before every change; takes one error a change at most.</param>
    /// <param name="cancellationToken">Stops before the next change.</param>
    /// <returns>The changes that took others back, each a journaled change itself.</returns>
    public static IAsyncEnumerable<HardeningChange> UndoAsync(
        HardeningSession session, IReadOnlyList<string> changeIds, IOperationHost host, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
