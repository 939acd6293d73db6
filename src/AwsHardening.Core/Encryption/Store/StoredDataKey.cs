namespace AwsHardening.Core.Encryption.Store;

/// <summary>One version of a data key: encrypted, never in plain.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="KeyArn">The KMS key that decrypts it.</param>
/// <param name="Blob">What KMS encrypted.</param>
/// <param name="Context">The context it is bound to.</param>
/// <param name="CreatedAt">When it was made.</param>
internal sealed record DataKeyVersion(
    int Number, string KeyArn, byte[] Blob, IReadOnlyDictionary<string, string> Context, DateTimeOffset CreatedAt);

/// <summary>An entry of the store.</summary>
/// <param name="Id">Such as <c>application</c>.</param>
/// <param name="Current">The version that new messages are made with.</param>
/// <param name="IsEnabled">Whether new messages are made with it at all.</param>
/// <param name="Versions">All versions, oldest first.</param>
internal sealed record StoredDataKey(string Id, int Current, bool IsEnabled, IReadOnlyList<DataKeyVersion> Versions)
{
    /// <summary>The version to make a message with.</summary>
    public DataKeyVersion UsableVersion() => IsEnabled
        ? Versions.First(version => version.Number == Current) : throw StoreErrors.Disabled(Id);
}
