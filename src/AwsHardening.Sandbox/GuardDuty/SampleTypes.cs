namespace AwsHardening.Sandbox.GuardDuty;

/// <summary>A finding type as samples are made of it.</summary>
/// <param name="Name">Such as <c>Backdoor:EC2/XORDDOS</c>.</param>
/// <param name="Severity">2 (low), 5 (medium) or 8 (high).</param>
internal sealed record SampleType(string Name, double Severity)
{
    private static readonly string[] s_dns =
        ["!DNS", "DNSDataExfiltration", "DGADomainRequest"];

    public bool IsIam => Name.Contains(":IAMUser/", StringComparison.Ordinal);

    /// <summary>What GuardDuty saw: a call, a name that was asked for, a connection or a probe.</summary>
    public string ActionType => IsIam ? "AWS_API_CALL"
        : Array.Exists(s_dns, mark => Name.Contains(mark, StringComparison.Ordinal)) ? "DNS_REQUEST"
        : Name.Contains("PortProbe", StringComparison.Ordinal) ? "PORT_PROBE" : "NETWORK_CONNECTION";
}

/// <summary>The types that CreateSampleFindings makes where none is named: those of November 2018, which a public workshop counts on.</summary>
internal static class SampleTypes
{
    private static readonly string[] s_high =
    [
        "Backdoor:EC2/XORDDOS", "Backdoor:EC2/C&CActivity.B!DNS", "Trojan:EC2/DriveBySourceTraffic!DNS", "Trojan:EC2/DropPoint!DNS",
        "Trojan:EC2/DGADomainRequest.B", "Trojan:EC2/DGADomainRequest.C!DNS", "Trojan:EC2/DNSDataExfiltration",
        "Trojan:EC2/PhishingDomainRequest!DNS", "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration",
    ];

    private static readonly string[] s_medium =
    [
        "Backdoor:EC2/Spambot", "Behavior:EC2/NetworkPortUnusual", "Behavior:EC2/TrafficVolumeUnusual",
        "CryptoCurrency:EC2/BitcoinTool.B!DNS", "CryptoCurrency:EC2/BitcoinTool.B", "PenTest:IAMUser/KaliLinux",
        "Persistence:IAMUser/NetworkPermissions", "Persistence:IAMUser/ResourcePermissions", "Persistence:IAMUser/UserPermissions",
        "Recon:IAMUser/TorIPCaller", "Recon:IAMUser/MaliciousIPCaller.Custom", "Recon:IAMUser/MaliciousIPCaller",
        "Recon:IAMUser/NetworkPermissions", "Recon:IAMUser/ResourcePermissions", "Recon:IAMUser/UserPermissions", "Recon:EC2/Portscan",
        "ResourceConsumption:IAMUser/ComputeResources", "Stealth:IAMUser/LoggingConfigurationModified", "Trojan:EC2/BlackholeTraffic",
        "Trojan:EC2/DropPoint", "Trojan:EC2/BlackholeTraffic!DNS", "UnauthorizedAccess:IAMUser/TorIPCaller",
        "UnauthorizedAccess:IAMUser/MaliciousIPCaller.Custom", "UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B",
        "UnauthorizedAccess:IAMUser/MaliciousIPCaller", "UnauthorizedAccess:IAMUser/ConsoleLogin",
        "UnauthorizedAccess:IAMUser/UnusualASNCaller", "UnauthorizedAccess:EC2/TorIPCaller",
        "UnauthorizedAccess:EC2/MaliciousIPCaller.Custom", "UnauthorizedAccess:EC2/TorClient", "UnauthorizedAccess:EC2/TorRelay",
    ];

    private static readonly string[] s_low =
    [
        "Recon:EC2/PortProbeUnprotectedPort", "Stealth:IAMUser/PasswordPolicyChange", "Stealth:IAMUser/CloudTrailLoggingDisabled",
        "UnauthorizedAccess:EC2/SSHBruteForce", "UnauthorizedAccess:EC2/RDPBruteForce",
    ];

    // A few of those that came later, for whoever names them.
    private static readonly (string Name, double Severity)[] s_later =
    [
        ("AttackSequence:IAM/CompromisedCredentials", 9), ("Backdoor:EC2/C&CActivity.B", 8), ("Backdoor:EC2/DenialOfService.Dns", 8),
        ("CredentialAccess:IAMUser/AnomalousBehavior", 5), ("CryptoCurrency:Runtime/BitcoinTool.B!DNS", 8), ("Discovery:S3/AnomalousBehavior", 2),
        ("Exfiltration:S3/AnomalousBehavior", 8), ("Impact:EC2/PortSweep", 8), ("InitialAccess:IAMUser/AnomalousBehavior", 5),
        ("Policy:IAMUser/RootCredentialUsage", 2), ("Policy:S3/BucketBlockPublicAccessDisabled", 2),
        ("UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS", 8), ("UnauthorizedAccess:EC2/MetadataDNSRebind", 8),
    ];

    public static IReadOnlyList<SampleType> Defaults { get; } =
    [
        .. s_high.Select(name => new SampleType(name, 8)), .. s_medium.Select(name => new SampleType(name, 5)),
        .. s_low.Select(name => new SampleType(name, 2)),
    ];

    public static SampleType? Find(string name) => Defaults.FirstOrDefault(type => type.Name == name)
        ?? (Array.Find(s_later, later => later.Name == name) is { Name: not null } found ? new SampleType(found.Name, found.Severity) : null);
}
