namespace AwsHardening.Core.Audit;

/// <summary>
/// A finding type taken apart: ThreatPurpose:ResourceTypeAffected/ThreatFamilyName.DetectionMechanism!Artifact (Amazon GuardDuty User
/// Guide: GuardDuty finding format).
/// </summary>
/// <param name="Purpose">Such as <c>Backdoor</c>.</param>
/// <param name="ResourceType">Such as <c>EC2</c>.</param>
/// <param name="Family">Such as <c>C&amp;CActivity</c>.</param>
/// <param name="Mechanism">Such as <c>B</c>, or null.</param>
/// <param name="Artifact">Such as <c>DNS</c>, or null.</param>
internal sealed record FindingType(string Purpose, string ResourceType, string Family, string? Mechanism, string? Artifact)
{
    /// <summary>Takes a type apart; what does not fit the format is left in the family.</summary>
    public static FindingType Parse(string type)
    {
        var (head, artifact) = Cut(type, '!');
        var (purpose, rest) = Cut(head, ':');
        if (rest is null)
        {
            return new("", "", head, null, artifact);
        }

        var (resource, name) = Cut(rest, '/');
        if (name is null)
        {
            return new(purpose, "", rest, null, artifact);
        }

        var (family, mechanism) = Cut(name, '.');
        return new(purpose, resource, family, mechanism, artifact);
    }

    /// <summary>
    /// The severity in words (Amazon GuardDuty User Guide: Severity levels of GuardDuty findings). Below 1.0 there was Low once, from 0.1.
    /// </summary>
    public static string Label(double severity) => severity switch
    {
        >= 9 => "Critical",
        >= 7 => "High",
        >= 4 => "Medium",
        _ => "Low",
    };

    /// <summary>Where GuardDuty saw it: its own streams of flow logs, CloudTrail and DNS logs, unless a protection plan says so.</summary>
    /// <param name="actionType">The action type, or null.</param>
    /// <param name="feature">The name of the plan in the finding, or null.</param>
    public string DataSource(string? actionType, string? feature) => feature switch
    {
        "CloudTrail" or "FlowLogs" or "DnsLogs" or "" or null => (actionType, ResourceType) switch
        {
            (_, "Kubernetes") => "EKS audit logs",
            (_, "RDS") => "RDS login activity",
            (_, "Runtime") => "Runtime monitoring",
            (_, "Lambda") => "Lambda network activity",
            ("DNS_REQUEST", _) => "DNS logs",
            ("NETWORK_CONNECTION" or "PORT_PROBE", _) => "VPC Flow Logs",
            (_, "S3") when Purpose != "Policy" => "S3 data events",
            ("AWS_API_CALL", _) => "CloudTrail",
            _ when Artifact == "DNS" => "DNS logs",
            _ when ResourceType == "EC2" && actionType is null => "Malware scan",
            _ => "CloudTrail",
        },
        _ => feature,
    };

    private static (string Before, string? After) Cut(string text, char separator) => text.IndexOf(separator) is >= 0 and var at
        ? (text[..at], text[(at + 1)..]) : (text, null);
}
