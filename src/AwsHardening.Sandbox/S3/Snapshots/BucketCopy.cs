namespace AwsHardening.Sandbox.S3;

/// <summary>
/// What a bucket that was loaded from a snapshot does not know of itself: settings that could not be read, and what is in it.
/// It answers with an error, as unknown is not empty.
/// </summary>
internal sealed class BucketCopy
{
    private static readonly string[] s_ofObjects = ["DeleteBucket", "ListObjects", "ListObjectsV2", "ListObjectVersions", "GetObject", "HeadObject"];

    private readonly Dictionary<string, AwsErrorException> _unread = new(StringComparer.Ordinal);

    public void AddUnread(string operation, string? code, string message) =>
        _unread[operation] = new AwsErrorException(code ?? "NotInSnapshot", message, code is null ? 400 : 403);

    /// <exception cref="AwsErrorException">The snapshot does not say what the operation asks for.</exception>
    /// <param name="operation">The operation.</param>
    /// <param name="keyIsKnown">True where it is about an object that was written here.</param>
    public void Check(string operation, bool keyIsKnown)
    {
        if (!keyIsKnown && s_ofObjects.Contains(operation))
        {
            throw new AwsErrorException("NotInSnapshot", "The snapshot does not say what is in the bucket.");
        }

        if (_unread.TryGetValue(operation, out var error))
        {
            throw error;
        }

        // What is written here is known from now on.
        if (operation.StartsWith("Put", StringComparison.Ordinal))
        {
            _unread.Remove($"Get{operation[3..]}");
        }
    }
}
