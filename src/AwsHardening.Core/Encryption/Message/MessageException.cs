namespace AwsHardening.Core.Encryption.Message;

/// <summary>A message that must not be read.</summary>
internal sealed class MessageException : Exception
{
    public MessageException(MessageFault fault, string message, Exception? inner = null)
        : base(message, inner) => Fault = fault;

    public MessageFault Fault { get; }

    public static MessageException Truncated(string where) =>
        new(MessageFault.Truncated, $"The message is truncated: it ends {where}.");

    public static MessageException Malformed(string what) =>
        new(MessageFault.MalformedHeader, $"The message's header is malformed: {what}.");
}
