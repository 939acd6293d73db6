using AwsHardening.Seam;

namespace AwsHardening.Core.Errors;

/// <summary>Carries a failure in the words a user reads out of an operation that returns one thing.</summary>
/// <param name="error">The failure.</param>
public sealed class OperationException(OperationError error) : Exception(error.Message, error.Cause)
{
    /// <summary>The failure.</summary>
    public OperationError Error { get; } = error;
}
