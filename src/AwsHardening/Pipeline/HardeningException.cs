namespace AwsHardening.Pipeline;

/// <summary>The exception inside the module's error records. The failure itself is told by the record's id and category.</summary>
/// <param name="message">What was being done to which resource, and what was answered.</param>
/// <param name="innerException">What lies behind it, if anything.</param>
public sealed class HardeningException(string message, Exception? innerException) : Exception(message, innerException);
