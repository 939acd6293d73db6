using Amazon.Runtime;
using AwsHardening.Core.Encryption.Message;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;

namespace AwsHardening.Core.Encryption.Data;

/// <summary>From what went wrong with a message to what a user reads.</summary>
internal static class MessageErrors
{
    public static OperationError Describe(Exception exception, string doing, string iamAction, object? target) => exception switch
    {
        OperationException ready => ready.Error,
        UnreadFactException unread => AwsErrors.Describe(unread, $"reading {unread.What}", unread.IamAction, target),
        MessageException { Fault: MessageFault.NoDataKey, InnerException: AmazonServiceException or AmazonClientException } none =>
            AwsErrors.Describe(none.InnerException!, "decrypting the message's data key", "kms:Decrypt", target) with { Message = none.Message, Cause = none },
        MessageException message => new(
            $"Message{message.Fault}", Category(message.Fault), message.Message, Action(message.Fault), target, message),
        ArgumentException wrong => new("ProtectionNotPossible", OperationErrorCategory.InvalidArgument, wrong.Message, "Correct what is named.", target, wrong),
        _ => AwsErrors.Describe(exception, doing, iamAction, target),
    };

    /// <summary>True for what belongs to one item, and not to the module.</summary>
    public static bool IsOfItem(Exception exception) => exception
        is OperationException or UnreadFactException or MessageException or ArgumentException or AmazonServiceException or AmazonClientException or HttpRequestException;

    private static OperationErrorCategory Category(MessageFault fault) => fault switch
    {
        MessageFault.NoDataKey => OperationErrorCategory.ObjectNotFound,
        MessageFault.Uncommitted or MessageFault.TooManyDataKeys => OperationErrorCategory.InvalidOperation,
        MessageFault.FrameTooLarge => OperationErrorCategory.LimitsExceeded,
        _ => OperationErrorCategory.InvalidData,
    };

    private static string Action(MessageFault fault) => fault switch
    {
        MessageFault.NotAMessage => "Give a message that Protect-Data or an AWS Encryption SDK made. For text in base64 pass the text itself; for what KMS alone encrypted, say -KmsOnly.",
        MessageFault.Uncommitted => "Say -AllowUncommitted if you trust whoever wrote it.",
        MessageFault.TooManyDataKeys => "Say a larger -MaxEncryptedDataKey if you trust whoever wrote it: each may cost a call to KMS.",
        MessageFault.NoDataKey => "Say the keys that can read it, or the accounts whose keys may be asked; Get-ProtectedDataInfo shows which keys it names.",
        MessageFault.ContextMismatch => "See its context with Get-ProtectedDataInfo. If it is not the one you expect, the message is not the one you expect.",
        MessageFault.Truncated => "Get the message again, whole.",
        MessageFault.FrameTooLarge => "Encrypt it anew in frames.",
        _ => "Do not trust it. Get the message again from where it was made.",
    };
}
