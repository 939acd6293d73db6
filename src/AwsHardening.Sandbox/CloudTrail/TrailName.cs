using System.Net;

namespace AwsHardening.Sandbox.CloudTrail;

/// <summary>What a trail may be called (CloudTrail User Guide: CloudTrail trail naming requirements).</summary>
internal static class TrailName
{
    /// <exception cref="AwsErrorException">InvalidTrailNameException.</exception>
    public static void Check(string name)
    {
        var problem = name.Length < 3 ? "Trail name too short. Minimum allowed length: 3 characters."
            : name.Length > 128 ? "Trail name too long. Maximum allowed length: 128 characters."
            : !char.IsAsciiLetterOrDigit(name[0]) ? "Trail name must starts with a letter or number."
            : !char.IsAsciiLetterOrDigit(name[^1]) ? "Trail name must ends with a letter or number."
            : name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-'))
                ? "Trail name or ARN can only contain uppercase letters, lowercase letters, numbers, periods (.), hyphens (-), and underscores (_)."
            : name.Zip(name.Skip(1)).Any(pair => IsSeparator(pair.First) && IsSeparator(pair.Second))
                ? "Trail name cannot have adjacent periods, underscores or hyphens."
            : IPAddress.TryParse(name, out _) && name.Count(c => c == '.') == 3 ? "Trail name cannot be in IP address format."
            : null;
        if (problem is not null)
        {
            throw new AwsErrorException("InvalidTrailNameException", $"{problem} Specified name: {name}");
        }
    }

    private static bool IsSeparator(char c) => c is '.' or '_' or '-';
}
