namespace AwsHardening;

/// <summary>One reason why an instance cannot be reached through Systems Manager.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Service">The service that it is about, such as <c>ssmmessages</c>; empty where it is about all.</param>
/// <param name="Message">The reason, in one sentence.</param>
/// <param name="MissingActions">The IAM actions that a role lacks; empty for other reasons.</param>
public sealed record UnmanagedReason(UnmanagedReasonKind Kind, string Service, string Message, IReadOnlyList<string> MissingActions)
{
    /// <inheritdoc />
    public override string ToString() => Message;
}
