namespace AwsHardening.Clients.Runtime.Calls;

/// <summary>Reads a response body to its end.</summary>
internal static class StreamBytes
{
    public static byte[] Read(Stream stream)
    {
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return buffer.ToArray();
    }
}
