namespace AwsHardening.ClientGenerator;

/// <summary>The caller's arguments or model cannot be used; the message says why.</summary>
internal sealed class UsageException(string message) : Exception(message);
