namespace AwsHardening.Core.Encryption.Message;

/// <summary>A header as it was read: not yet authenticated.</summary>
/// <param name="Header">Its fields.</param>
/// <param name="Body">The bytes that its tag covers.</param>
/// <param name="Iv">The IV of its tag.</param>
/// <param name="Tag">Its tag.</param>
internal sealed record ParsedHeader(MessageHeader Header, byte[] Body, byte[] Iv, byte[] Tag)
{
    /// <summary>Bytes it takes in the message.</summary>
    public int Length => Body.Length + Header.Suite.HeaderAuthLength;
}
