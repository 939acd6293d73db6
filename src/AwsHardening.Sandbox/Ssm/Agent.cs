using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Iam;

namespace AwsHardening.Sandbox.Ssm;

/// <summary>
/// What the SSM Agent of an instance can do: by its instance's role, and by what the network lets through (AWS Systems Manager
/// User Guide: Setting up managed nodes; Reference: ec2messages, ssmmessages, and other API operations).
/// </summary>
internal sealed class Agent(SsmRegion region, Instance instance)
{
    /// <summary>From this version on the agent takes commands over ssmmessages.</summary>
    private static readonly Version s_messageGateway = new(3, 3, 40, 0);

    public Instance Instance { get; } = instance;

    public NetworkInterface? Interface => Instance.Primary;

    public string Version => region.AgentVersions.GetValueOrDefault(Instance.Id, ManagedNode.DefaultAgentVersion);

    /// <summary>The role of the instance profile, or the account's default host management role, which asks for IMDSv2.</summary>
    public Role? Role
    {
        get
        {
            var iam = region.Around.Iam;
            var own = Instance.Profile is { } profile ? iam.Profiles.Values.FirstOrDefault(known => known.Arn == profile.Arn)?.Role : null;
            if (own is not null && Holds(own, "ssm:UpdateInstanceInformation"))
            {
                return own;
            }

            var host = region.Settings.GetValueOrDefault(SettingOperations.HostManagementRole);
            return host is not null && iam.Roles.GetValueOrDefault(host[(host.LastIndexOf('/') + 1)..]) is { } role ? role : own;
        }
    }

    private bool Runs => Instance.Status == InstanceStatus.Running && Interface is not null && !region.SilentAgents.Contains(Instance.Id);

    /// <summary>Whether it tells Systems Manager that it is there.</summary>
    public bool Reports => Status.Reports;

    /// <summary>Whether its control channel is open, over which sessions start.</summary>
    public bool IsConnected => Status.Connected;

    /// <summary>The same two by what this account itself makes of them.</summary>
    public (bool Reports, bool Connected) Here
    {
        get
        {
            var reports = Runs && May("ssm:UpdateInstanceInformation") && Connectivity.ReachesService(Interface!, "ssm");
            return (reports, reports && May("ssmmessages:CreateControlChannel") && May("ssmmessages:OpenControlChannel")
                && Connectivity.ReachesService(Interface!, "ssmmessages"));
        }
    }

    private (bool Reports, bool Connected) Status =>
        region.Told.TryGetValue(Instance.Id, out var word) && word.Loaded == Here ? word.Said : Here;

    public bool OpensSessions => IsConnected && May("ssmmessages:CreateDataChannel") && May("ssmmessages:OpenDataChannel");

    /// <summary>Whether commands reach it.</summary>
    public bool TakesCommands => (IsConnected && System.Version.Parse(Version) >= s_messageGateway)
        || (Reports && May("ec2messages:GetMessages") && May("ec2messages:AcknowledgeMessage") && May("ec2messages:SendReply")
            && Connectivity.ReachesService(Interface!, "ec2messages"));

    public bool May(string action, string resource = "*", IReadOnlyDictionary<string, string>? context = null) =>
        Role is { } role && Holds(role, action, resource, context);

    private bool Holds(Role role, string action, string resource = "*", IReadOnlyDictionary<string, string>? context = null) =>
        PolicyJudge.Allows(role.Documents, action, resource, context)
        && (role.BoundaryArn is not { } boundary
            || PolicyJudge.Allows([region.Around.Iam.Policy(boundary).Default.Document], action, resource));
}
