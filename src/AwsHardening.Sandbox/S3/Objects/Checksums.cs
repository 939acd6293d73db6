using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.S3;

/// <summary>
/// What a writer says its body sums to. MD5, SHA-1, SHA-256 and CRC-32 are verified, the others believed; all are kept for readers.
/// </summary>
internal static class Checksums
{
    private static readonly string[] s_members =
    [
        "ChecksumCRC32", "ChecksumCRC32C", "ChecksumCRC64NVME", "ChecksumSHA1", "ChecksumSHA256", "ChecksumSHA512", "ChecksumMD5",
        "ChecksumXXHASH64", "ChecksumXXHASH3", "ChecksumXXHASH128",
    ];

    private static readonly uint[] s_table = MakeTable();

    /// <summary>The checksums that the call states.</summary>
    /// <exception cref="AwsErrorException">BadDigest: one of them is not the body's.</exception>
    public static JsonObject Verified(S3Call call, byte[] body)
    {
        if (call.Text("ContentMD5") is { } md5 && md5 != Base64(Md5(body)))
        {
            throw new AwsErrorException("BadDigest", "The Content-MD5 you specified did not match what we received.");
        }

        var stated = new JsonObject();
        foreach (var member in s_members)
        {
            if (call.Text(member) is not { } value)
            {
                continue;
            }

            if (Compute(member, body) is { } computed && computed != value)
            {
                throw new AwsErrorException(
                    "BadDigest", $"The {member["Checksum".Length..]} you specified did not match the calculated checksum.");
            }

            stated[member] = value;
        }

        return stated;
    }

    public static string ETag(byte[] body) => $"\"{Convert.ToHexString(Md5(body)).ToLowerInvariant()}\"";

    public static bool IsChecksum(string member) => Array.IndexOf(s_members, member) >= 0;

    private static string? Compute(string member, byte[] body) => member switch
    {
        "ChecksumSHA256" => Base64(SHA256.HashData(body)),
#pragma warning disable CA5350 // S3 offers SHA-1 as a checksum against damage, not against forgery.
        "ChecksumSHA1" => Base64(SHA1.HashData(body)),
#pragma warning restore CA5350
        "ChecksumMD5" => Base64(Md5(body)),
        "ChecksumCRC32" => Base64(Crc32(body)),
        _ => null,
    };

#pragma warning disable CA5351 // The entity tag of S3 is an MD5.
    private static byte[] Md5(byte[] body) => MD5.HashData(body);
#pragma warning restore CA5351

    private static string Base64(byte[] bytes) => Convert.ToBase64String(bytes);

    private static byte[] Crc32(byte[] body)
    {
        var crc = uint.MaxValue;
        foreach (var b in body)
        {
            crc = s_table[(byte)(crc ^ b)] ^ (crc >> 8);
        }

        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, ~crc);
        return bytes;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (uint i = 0; i < 256; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value & 1) != 0 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
            }

            table[i] = value;
        }

        return table;
    }
}
