using AwsHardening.Seam;

namespace AwsHardening.Core.Changes.Reverts;

/// <summary>Remembers what went wrong while a revert was made; the rest it passes on to whoever looks on, if anybody does.</summary>
/// <param name="inner">Whoever looks on; null where nobody does, and nobody can be asked.</param>
internal sealed class RevertHost(IOperationHost? inner) : IOperationHost
{
    private readonly List<OperationError> _errors = [];

    public IReadOnlyList<OperationError> Errors => _errors;

    // The revert was agreed to with the change. Whoever is there may still say no, or -WhatIf.
    public ValueTask<bool> ShouldProcessAsync(string target, string action, CancellationToken cancellationToken) =>
        inner?.ShouldProcessAsync(target, action, cancellationToken) ?? ValueTask.FromResult(true);

    public ValueTask<bool?> ShouldContinueAsync(string query, string caption, CancellationToken cancellationToken) =>
        ValueTask.FromResult<bool?>(null);

    public ValueTask WriteErrorAsync(OperationError error, CancellationToken cancellationToken)
    {
        _errors.Add(error);
        return ValueTask.CompletedTask;
    }

    public void WriteWarning(string message) => inner?.WriteWarning(message);

    public void WriteVerbose(string message) => inner?.WriteVerbose(message);

    public void WriteProgress(string activity, string status, int percent) => inner?.WriteProgress(activity, status, percent);
}
