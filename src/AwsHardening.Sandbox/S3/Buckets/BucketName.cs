using System.Text.RegularExpressions;

namespace AwsHardening.Sandbox.S3;

/// <summary>What a bucket may be called (Amazon S3 User Guide: General purpose bucket naming rules).</summary>
internal static partial class BucketName
{
    private static readonly string[] s_prefixes = ["xn--", "sthree-", "amzn-s3-demo-"];

    private static readonly string[] s_suffixes = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3", "-an"];

    public static bool IsValid(string name) =>
        Form().IsMatch(name) && !Address().IsMatch(name) && !name.Contains("..", StringComparison.Ordinal)
        && !Array.Exists(s_prefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal))
        && !Array.Exists(s_suffixes, suffix => name.EndsWith(suffix, StringComparison.Ordinal));

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\z")]
    private static partial Regex Form();

    [GeneratedRegex(@"\A[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+\z")]
    private static partial Regex Address();
}
