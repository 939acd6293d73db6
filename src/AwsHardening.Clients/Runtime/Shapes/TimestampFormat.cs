namespace AwsHardening.Clients.Runtime.Shapes;

/// <summary>How a timestamp is written. <see cref="Default"/> is the protocol's own choice for the place where it stands.</summary>
internal enum TimestampFormat
{
    Default,
    Iso8601,
    UnixSeconds,
    UnixMilliseconds,
    Rfc822,
}
