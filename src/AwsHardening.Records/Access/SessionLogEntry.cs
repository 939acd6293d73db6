namespace AwsHardening;

/// <summary>One line of a session's log.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Time">When it was written, UTC; null for a log in S3, which has no times.</param>
/// <param name="Message">The line, with credentials struck out.</param>
/// <param name="Source">Where it was read: the log group's name, or the S3 URL.</param>
public sealed record SessionLogEntry(string SessionId, DateTimeOffset? Time, string Message, string Source);
