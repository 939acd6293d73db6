using System.Text.RegularExpressions;

namespace AwsHardening.Sandbox.Sns;

/// <summary>Names and ARNs of topics and subscriptions.</summary>
internal static partial class TopicArn
{
    /// <exception cref="AwsErrorException">No name of a standard topic.</exception>
    public static string CheckName(string name) => Name().IsMatch(name) ? name : throw SnsErrors.Invalid("Topic Name");

    /// <summary>The parts of an ARN after its account: a topic's name, and the id of a subscription.</summary>
    /// <exception cref="AwsErrorException">No ARN of the Region.</exception>
    public static string[] Parts(string arn, string member, string region)
    {
        var parts = arn.Split(':');
        return parts.Length < 6 ? throw SnsErrors.Invalid($"{member} Reason: An ARN must have at least 6 elements, not {parts.Length}")
            : parts[0] == "arn" && parts[2] == "sns" && parts[3] == region ? parts[5..] : throw SnsErrors.Invalid(member);
    }

    // Topics that keep messages in order deliver to queues alone, which the account does not have.
    [GeneratedRegex("^[A-Za-z0-9_-]{1,256}$")]
    private static partial Regex Name();
}
