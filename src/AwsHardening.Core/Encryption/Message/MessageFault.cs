namespace AwsHardening.Core.Encryption.Message;

/// <summary>What is wrong with a message.</summary>
internal enum MessageFault
{
    /// <summary>It does not begin as one.</summary>
    NotAMessage,

    /// <summary>A suite that the format does not have.</summary>
    UnknownSuite,

    /// <summary>A suite without key commitment, which was not allowed.</summary>
    Uncommitted,

    /// <summary>The header contradicts itself.</summary>
    MalformedHeader,

    /// <summary>More encrypted data keys than are allowed.</summary>
    TooManyDataKeys,

    /// <summary>A frame larger than can be held in memory.</summary>
    FrameTooLarge,

    /// <summary>It ends before it should.</summary>
    Truncated,

    /// <summary>The header's tag does not fit.</summary>
    HeaderAltered,

    /// <summary>The data key is not the one that the header commits to.</summary>
    CommitmentMismatch,

    /// <summary>The tag of a frame does not fit.</summary>
    FrameAltered,

    /// <summary>A frame stands where another should.</summary>
    Reordered,

    /// <summary>Something follows its end.</summary>
    Extended,

    /// <summary>The signature does not fit.</summary>
    SignatureInvalid,

    /// <summary>It does not carry the encryption context that was asked for.</summary>
    ContextMismatch,

    /// <summary>None of its encrypted data keys could be decrypted.</summary>
    NoDataKey,
}
