namespace AwsHardening;

/// <summary>What a group, or an address without one, is to a rule's range.</summary>
public enum SgPeerStatus
{
    /// <summary>May stand in for addresses of the range.</summary>
    Usable,

    /// <summary>Has members outside the range that would gain a flow.</summary>
    WouldWiden,

    /// <summary>No route between the two sides in both directions.</summary>
    NotRoutable,

    /// <summary>The other side's own rules do not admit the flow.</summary>
    NotAdmitted,

    /// <summary>Its interfaces cannot take this role: they never initiate, or never accept.</summary>
    WrongRole,

    /// <summary>AWS does not allow this rule to reference it: not the same VPC, nor a VPC peered by an active same-Region peering.</summary>
    NotReferenceable,

    /// <summary>Addresses in use that are able to take part, routable and mutually admitted, yet in no usable group.</summary>
    Uncovered,

    /// <summary>A range reached by a VPN or another gateway: what stands there cannot be seen.</summary>
    Gateway,

    /// <summary>A fact that decides could not be read.</summary>
    Unknown,
}
