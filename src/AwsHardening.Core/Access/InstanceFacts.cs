using Amazon.EC2.Model;
using Amazon.SimpleSystemsManagement.Model;
using AwsHardening.Core.Access.Kinds;
using AwsHardening.Core.Account;
using AwsHardening.Core.Network.Reachability;
using AwsHardening.Core.Reading;
using Sdk = Amazon.IdentityManagement.Model;

namespace AwsHardening.Core.Access;

/// <summary>One reading of what decides whether instances can be reached through Systems Manager.</summary>
internal sealed class InstanceFacts
{
    private const string HostManagementRole = "/ssm/managed-instance/default-ec2-instance-management-role";

    private readonly AwsSession _session;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<string, Fact<Sdk.GetInstanceProfileResponse?>> _profiles = new(StringComparer.Ordinal);
    private readonly string _accountId;
    private Fact<ReachabilityEngine>? _engine;
    private string? _hostRole;

    public InstanceFacts(AwsSession session, string accountId, CancellationToken cancellationToken)
    {
        (_session, _accountId, _cancellationToken) = (session, accountId, cancellationToken);
        View = new AccountView(session, cancellationToken);
        Simulation = new Simulation(session, cancellationToken);
    }

    public AccountView View { get; }

    public Simulation Simulation { get; }

    /// <summary>The instances, but for those that are gone.</summary>
    /// <exception cref="UnreadFactException">They could not be read.</exception>
    public async Task<IReadOnlyList<Instance>> InstancesAsync()
    {
        var instances = await View.Instances();
        return instances.IsKnown
            ? [.. instances.Value.Where(instance => instance.State?.Name?.Value is not ("terminated" or "shutting-down"))]
            : throw new UnreadFactException(instances.Reason!) { What = "the instances", IamAction = "ec2:DescribeInstances" };
    }

    /// <summary>What the agent of an instance last said; null where it never said a thing.</summary>
    /// <exception cref="UnreadFactException">It could not be read.</exception>
    public async Task<InstanceInformation?> InformationAsync(string instanceId)
    {
        var all = await View.ManagedInstances();
        return all.IsKnown
            ? all.Value.FirstOrDefault(information => information.InstanceId == instanceId)
            : throw new UnreadFactException(all.Reason!) { What = "the managed instances", IamAction = "ssm:DescribeInstanceInformation" };
    }

    /// <summary>Whether a session can start on an instance; Unknown where AWS does not say.</summary>
    public async Task<(InstanceConnection Connection, Exception? Unread)> ConnectionAsync(string instanceId)
    {
        var answer = await Ask.Fact(
            () => _session.Ssm.GetConnectionStatusAsync(new() { Target = instanceId }, _cancellationToken),
            $"the connection of {instanceId}", "ssm:GetConnectionStatus");
        return !answer.IsKnown ? (InstanceConnection.Unknown, answer.Reason)
            : answer.Value?.Status?.Value == "connected" ? (InstanceConnection.Connected, null) : (InstanceConnection.NotConnected, null);
    }

    /// <summary>The instance profile of an instance, with its roles; null where it is gone.</summary>
    public async Task<Fact<Sdk.InstanceProfile?>> ProfileAsync(string name)
    {
        if (!_profiles.TryGetValue(name, out var answer))
        {
            _profiles[name] = answer = await Ask.Fact(
                () => _session.Iam.GetInstanceProfileAsync(new() { InstanceProfileName = name }, _cancellationToken),
                $"instance profile {name}", "iam:GetInstanceProfile");
        }

        return answer.IsKnown ? Fact.Known(answer.Value?.InstanceProfile) : Fact.Unknown<Sdk.InstanceProfile?>(answer.Reason!);
    }

    /// <summary>The role that the account gives to instances without one; an empty text where it gives none, or does not say.</summary>
    public async Task<string> HostRoleAsync() => _hostRole ??= (await Ask.Fact(
        () => _session.Ssm.GetServiceSettingAsync(new() { SettingId = HostManagementRole }, _cancellationToken),
        "the default host management role", "ssm:GetServiceSetting")) is { IsKnown: true, Value.ServiceSetting.SettingValue: { } role }
            && role != "$None" ? role : "";

    /// <summary>The network, whole or not at all.</summary>
    public async Task<Fact<ReachabilityEngine>> EngineAsync()
    {
        try
        {
            return _engine ??= Fact.Known(new ReachabilityEngine(await NetworkReader.ReadAsync(_session, _accountId, View)));
        }
        catch (UnreadFactException e)
        {
            return _engine = Fact.Unknown<ReachabilityEngine>(e);
        }
    }

    /// <summary>The name of an instance profile in its ARN.</summary>
    public static string ProfileName(Instance instance) =>
        instance.IamInstanceProfile?.Arn is { } arn ? arn[(arn.LastIndexOf('/') + 1)..] : "";

    public static string NameOf(Instance instance) => (instance.Tags ?? []).Find(tag => tag.Key == "Name")?.Value ?? "";
}
