namespace AwsHardening.Core.Access;

/// <summary>
/// What the SSM Agent needs of its instance's role, by what is to be done (AWS Systems Manager User Guide: Verify or add instance
/// permissions for Session Manager; Reference: ec2messages, ssmmessages, and other API operations).
/// </summary>
internal static class AgentNeeds
{
    /// <summary>Commands reach an agent of this version and later over ssmmessages, an older one over ec2messages.</summary>
    private static readonly Version s_messageGateway = new(3, 3, 40, 0);

    /// <summary>To be a managed instance on which sessions start.</summary>
    public static IReadOnlyList<string> Session { get; } =
    [
        "ssm:UpdateInstanceInformation", "ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel",
    ];

    /// <summary>To take commands over ec2messages.</summary>
    public static IReadOnlyList<string> Messages { get; } =
    [
        "ec2messages:AcknowledgeMessage", "ec2messages:DeleteMessage", "ec2messages:FailMessage", "ec2messages:GetEndpoint",
        "ec2messages:GetMessages", "ec2messages:SendReply",
    ];

    /// <summary>The services that an agent dials, on TCP 443.</summary>
    public static IReadOnlyList<string> Services { get; } = ["ssm", "ssmmessages"];

    /// <summary>True for an agent that takes commands over ssmmessages.</summary>
    public static bool TakesCommandsOverSessions(string agentVersion) =>
        Version.TryParse(agentVersion, out var version) && version >= s_messageGateway;
}
