using Amazon.EC2.Model;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;
using Sdk = Amazon.IdentityManagement.Model;

namespace AwsHardening.Core.Access;

/// <summary>Finds out why an instance cannot be reached through Systems Manager. What could not be read is a reason of its own.</summary>
internal sealed class UnmanagedReasons(InstanceFacts facts)
{
    /// <summary>The reasons, the role's first, then the network's; never empty.</summary>
    /// <param name="instance">The instance.</param>
    public async Task<IReadOnlyList<UnmanagedReason>> FindAsync(Instance instance)
    {
        if (instance.State?.Name?.Value != "running")
        {
            return [new(UnmanagedReasonKind.NotRunning, "", $"The instance is {instance.State?.Name?.Value}.", [])];
        }

        List<UnmanagedReason> reasons = [.. await OfRoleAsync(instance, AgentNeeds.Session), .. await OfNetworkAsync(instance, AgentNeeds.Services)];
        return reasons.Count > 0 ? reasons :
        [
            new(UnmanagedReasonKind.AgentSilent, "",
                "Role and network let the SSM Agent through, and it does not report: it is not installed, too old, or does not run.", []),
        ];
    }

    /// <summary>What the instance's role lacks.</summary>
    public async Task<IReadOnlyList<UnmanagedReason>> OfRoleAsync(Instance instance, IReadOnlyList<string> actions)
    {
        var profile = InstanceFacts.ProfileName(instance);
        if (profile.Length == 0)
        {
            return (await facts.HostRoleAsync()).Length > 0 ? [] :
                [new(UnmanagedReasonKind.NoInstanceProfile, "", "The instance has no instance profile, so its agent has no credentials.", [])];
        }

        var read = await facts.ProfileAsync(profile);
        if (!read.IsKnown)
        {
            return [Unread(read.Reason!, $"instance profile {profile}")];
        }

        if ((read.Value?.Roles ?? []) is not [{ } role, ..])
        {
            return [new(UnmanagedReasonKind.NoRole, "", $"Instance profile {profile} {(read.Value is null ? "is gone" : "holds no role")}.", [])];
        }

        var missing = await facts.Simulation.MissingAsync(role.Arn, actions);
        return !missing.IsKnown ? [Unread(missing.Reason!, $"what role {role.RoleName} may do")]
            : missing.Value is not { Count: > 0 } lacks ? []
            : [new(UnmanagedReasonKind.MissingPermission, "", $"Role {role.RoleName} lacks {string.Join(", ", lacks)}.", lacks)];
    }

    /// <summary>What keeps the instance from services.</summary>
    public async Task<IReadOnlyList<UnmanagedReason>> OfNetworkAsync(Instance instance, IReadOnlyList<string> services)
    {
        var engine = await facts.EngineAsync();
        if (!engine.IsKnown)
        {
            return [Unread(engine.Reason!, "the network")];
        }

        var sides = engine.Value.Model.Interfaces.Where(side => side.InstanceId == instance.InstanceId).ToList();
        return
        [
            .. services.Select(service => sides.Select(side => ServicePath.Find(engine.Value, side, service)).ToList())
                .Where(paths => paths.Count > 0 && !paths.Exists(path => path.IsOpen))
                .Select(paths => (paths.Find(path => path.IsUnknown) ?? paths[0]).Reason()),
        ];
    }

    /// <summary>The role that an instance has; null where it has none or that could not be read.</summary>
    public async Task<Sdk.Role?> RoleAsync(Instance instance) =>
        InstanceFacts.ProfileName(instance) is { Length: > 0 } profile && await facts.ProfileAsync(profile) is { IsKnown: true } read
            ? (read.Value?.Roles ?? []).FirstOrDefault() : null;

    private static UnmanagedReason Unread(Exception reason, string what)
    {
        var action = (reason as UnreadFactException)?.IamAction ?? "";
        var said = AwsErrors.Code(reason) is { } code ? $"{code}: {reason.Message}" : reason.Message;
        return new(UnmanagedReasonKind.Unknown, "", $"{what} could not be read{(action.Length > 0 ? $" ({action})" : "")}: {said}", []);
    }
}
