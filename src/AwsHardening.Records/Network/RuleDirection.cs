namespace AwsHardening;

/// <summary>The direction of a security group rule, in AWS's words.</summary>
public enum RuleDirection
{
    /// <summary>Inbound: the source is the other side.</summary>
    Ingress,

    /// <summary>Outbound: the destination is the other side.</summary>
    Egress,
}
