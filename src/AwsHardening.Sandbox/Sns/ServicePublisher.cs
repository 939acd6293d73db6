using AwsHardening.Sandbox.Iam;

namespace AwsHardening.Sandbox.Sns;

/// <summary>
/// An AWS service that publishes to topics, and what it says of itself when it does (Amazon SNS Developer Guide: Example cases for
/// Amazon SNS access control; Managing Amazon SNS encryption keys and costs).
/// </summary>
/// <param name="Principal">The service principal.</param>
internal sealed record ServicePublisher(string Principal)
{
    public static readonly ServicePublisher CloudWatch = new("cloudwatch.amazonaws.com") { SaysOwner = true, SaysSourceToKeys = true };

    /// <summary>EventBridge does not say whose rule it is where a topic is encrypted: a key's policy with such a condition shuts it out.</summary>
    public static readonly ServicePublisher EventBridge = new("events.amazonaws.com");

    /// <summary>True for a service whom the policy that topics are born with lets in.</summary>
    public bool SaysOwner { get; init; }

    public bool SaysSourceToKeys { get; init; }

    /// <summary>The condition keys of sns:Publish.</summary>
    public ConditionKeys Keys(string sourceArn, string accountId)
    {
        var keys = Source(sourceArn, accountId);
        keys.Set("aws:SourceOwner", SaysOwner ? accountId : null);
        return keys;
    }

    /// <summary>The condition keys of the calls to AWS KMS.</summary>
    public ConditionKeys KeysForEncryption(string sourceArn, string accountId) => SaysSourceToKeys ? Source(sourceArn, accountId) : [];

    private static ConditionKeys Source(string sourceArn, string accountId)
    {
        var keys = new ConditionKeys();
        keys.Set("aws:SourceArn", sourceArn);
        keys.Set("aws:SourceAccount", accountId);
        return keys;
    }
}
