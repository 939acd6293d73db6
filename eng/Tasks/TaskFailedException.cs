namespace AwsHardening.Tasks;

/// <summary>Ends a task with a message for the reader instead of a stack trace.</summary>
/// <param name="message">What failed, and what to do.</param>
internal sealed class TaskFailedException(string message) : Exception(message);
