using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace AwsHardening.Bench;

/// <summary>Makes trail log files: records as CloudTrail writes them, the same for the same size, one in a thousand of them about one resource.</summary>
internal static class LogSeed
{
    /// <summary>What is looked for.</summary>
    public const string Wanted = "acl-0123456789abcdef0";

    private const int FileBytes = 16 << 20;

    private static readonly string[] s_operations =
        ["DescribeInstances", "AssumeRole", "GetObject", "PutMetricData", "DescribeSecurityGroups", "ListBuckets", "Decrypt", "RunInstances"];

    /// <summary>Writes the files.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="bytes">How much they hold, decompressed.</param>
    public static void Fill(string folder, long bytes)
    {
        Directory.CreateDirectory(folder);
        Parallel.For(0, (int)Math.Max(1, bytes / FileBytes), number =>
        {
            var random = new Random(number);
            using var file = File.Create(Path.Combine(folder, $"123456789012_CloudTrail_us-east-1_20260102T0000Z_{number:D8}.json.gz"));
            using var gzip = new GZipStream(file, CompressionLevel.Optimal);
            var text = new StringBuilder("{\"Records\":[");
            for (long written = 0; written < FileBytes;)
            {
                text.Append(written == 0 ? "" : ",").Append(Record(random));
                var chunk = Encoding.UTF8.GetBytes(text.ToString());
                gzip.Write(chunk);
                written += chunk.Length;
                text.Clear();
            }

            gzip.Write("]}"u8);
        });
    }

    private static string Record(Random random)
    {
        var wanted = random.Next(1000) == 0;
        var name = wanted ? "CreateNetworkAclEntry" : s_operations[random.Next(s_operations.Length)];
        var target = wanted ? Wanted : $"i-{Hex(random, 17)}";
        var time = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(random.Next(86_400)).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return $$$$"""
            {"eventVersion":"1.11","userIdentity":{"type":"AssumedRole","principalId":"AROA{{{{Hex(random, 17).ToUpperInvariant()}}}}:session","arn":"arn:aws:sts::123456789012:assumed-role/role{{{{random.Next(50)}}}}/session","accountId":"123456789012","accessKeyId":"ASIA{{{{Hex(random, 16).ToUpperInvariant()}}}}","sessionContext":{"sessionIssuer":{"type":"Role","principalId":"AROA{{{{Hex(random, 17).ToUpperInvariant()}}}}","arn":"arn:aws:iam::123456789012:role/role{{{{random.Next(50)}}}}","accountId":"123456789012","userName":"role"},"attributes":{"creationDate":"{{{{time}}}}","mfaAuthenticated":"false"}}},"eventTime":"{{{{time}}}}","eventSource":"ec2.amazonaws.com","eventName":"{{{{name}}}}","awsRegion":"us-east-1","sourceIPAddress":"198.51.100.{{{{random.Next(256)}}}}","userAgent":"aws-sdk-java/2.20.{{{{random.Next(100)}}}} Linux/5.10 OpenJDK_64-Bit_Server_VM","requestParameters":{"target":"{{{{target}}}}","filterSet":{},"maxResults":{{{{random.Next(1000)}}}}},"responseElements":null,"requestID":"{{{{Hex(random, 32)}}}}","eventID":"{{{{Hex(random, 8)}}}}-{{{{Hex(random, 4)}}}}-{{{{Hex(random, 4)}}}}-{{{{Hex(random, 4)}}}}-{{{{Hex(random, 12)}}}}","readOnly":{{{{(wanted ? "false" : "true")}}}},"eventType":"AwsApiCall","managementEvent":true,"recipientAccountId":"123456789012","eventCategory":"Management","tlsDetails":{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256","clientProvidedHostHeader":"ec2.us-east-1.amazonaws.com"}}
            """;
    }

    private static string Hex(Random random, int digits)
    {
        Span<char> text = stackalloc char[digits];
        for (var i = 0; i < digits; i++)
        {
            text[i] = "0123456789abcdef"[random.Next(16)];
        }

        return new string(text);
    }
}
