namespace AwsHardening.Core.Access;

/// <summary>
/// Shell lines that read instance metadata with a session token, IMDSv2 (Amazon EC2 User Guide: Use the Instance Metadata Service to
/// access instance metadata). Credentials are struck out on the instance, so that no history and no log ever holds them.
/// </summary>
internal static class MetadataScript
{
    private const string Host = "http://169.254.169.254/latest";
    private const string Strike = """sed -E 's/("(SecretAccessKey|Token)" *: *)"[^"]*"/\1"***"/'""";

    /// <summary>The lines that read one path below meta-data.</summary>
    /// <param name="path">Such as <c>iam/security-credentials/</c>.</param>
    /// <exception cref="ArgumentException">No path of metadata.</exception>
    public static string Read(string path)
    {
        if (path.Length == 0 || path.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('/' or '-' or '_' or '.' or ':' or '+' or '=' or ',' or '@')))
        {
            throw new ArgumentException($"'{path}' is no path of instance metadata.", nameof(path));
        }

        return $"""
            TOKEN=$(curl -s -X PUT {Host}/api/token -H "X-aws-ec2-metadata-token-ttl-seconds: 60")
            curl -s -H "X-aws-ec2-metadata-token: $TOKEN" {Host}/meta-data/{path.TrimStart('/')} | {Strike}
            """;
    }
}
