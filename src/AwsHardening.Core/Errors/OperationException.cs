using AwsHardening.Seam;

namespace AwsHardening.Core.Errors;

/// <summary>Carries a failure in the words a user reads out of an operation that returns one thing.</summary>
/// <param name="error">The failure.</param>
public sealed class OperationException(OperationError error) : Exception(error.Message, error.Cause)
{
    /// <summary>Carries a failure that is made here.</summary>
    /// <inheritdoc cref="OperationError(string, OperationErrorCategory, string, string, object?, Exception?)"/>
    public OperationException(string id, OperationErrorCategory category, string message, string action, object? target, Exception? cause = null)
        : this(new OperationError(id, category, message, action, target, cause))
    {
    }

    /// <summary>The failure.</summary>
    public OperationError Error { get; } = error;
}
