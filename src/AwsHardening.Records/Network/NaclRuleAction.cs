namespace AwsHardening;

/// <summary>What an entry of a network ACL does with a packet that it means.</summary>
public enum NaclRuleAction
{
    /// <summary>It passes.</summary>
    Allow,

    /// <summary>It is dropped.</summary>
    Deny,
}
