using System.Security.Cryptography;
using System.Text;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>The id that IAM would show for an instance profile: the same for the same profile, in every call and run.</summary>
internal static class InstanceProfileIds
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string Of(string arn) =>
        "AIPA" + string.Concat(SHA256.HashData(Encoding.UTF8.GetBytes(arn)).Take(17).Select(octet => Letters[octet % Letters.Length]));
}
