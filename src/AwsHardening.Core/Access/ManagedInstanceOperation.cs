using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using Amazon.EC2.Model;
using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;

namespace AwsHardening.Core.Access;

/// <summary>Lists instances as Systems Manager sees them, and why it does not see some.</summary>
public static class ManagedInstanceOperation
{
    /// <summary>Finds instances, in order of their names.</summary>
    /// <param name="session">The session.</param>
    /// <param name="query">Which ones.</param>
    /// <param name="host">Takes errors: an id that is not there, a list that could not be read.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public static async IAsyncEnumerable<ManagedInstance> FindAsync(
        HardeningSession session, ManagedInstanceQuery query, IOperationHost host,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var found = await ReadAsync(session, query, host, cancellationToken);
        if (found is not var (facts, instances))
        {
            yield break;
        }

        foreach (var instance in instances)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ManagedInstance record;
            try
            {
                record = await RecordAsync(session, facts, instance);
            }
            catch (UnreadFactException e)
            {
                await host.WriteErrorAsync(AwsErrors.Describe(e, $"reading {e.What}", e.IamAction, instance.InstanceId), cancellationToken);
                yield break;
            }

            yield return record;
        }
    }

    /// <summary>The instances of a query with what was read; null where an error was written.</summary>
    internal static async Task<(InstanceFacts Facts, IReadOnlyList<Instance> Instances)?> ReadAsync(
        HardeningSession session, ManagedInstanceQuery query, IOperationHost host, CancellationToken cancellationToken)
    {
        try
        {
            var aws = AwsSession.Of(session);
            var caller = await CallerIdentityOperation.OnceAsync(session, cancellationToken);
            var facts = new InstanceFacts(aws, caller.AccountId, cancellationToken);
            var all = await facts.InstancesAsync();
            foreach (var instance in all)
            {
                aws.SeenIds[instance.InstanceId] = InstanceFacts.NameOf(instance);
            }

            foreach (var id in query.InstanceId.Where(id => id.AsSpan().IndexOfAny('*', '?') < 0 && !all.Any(instance => instance.InstanceId == id)))
            {
                await host.WriteErrorAsync(AccessErrors.NoInstance(id, aws.Region), cancellationToken);
            }

            return (facts, [.. all.Where(instance => Matches(instance, query))
                .OrderBy(InstanceFacts.NameOf, StringComparer.OrdinalIgnoreCase).ThenBy(instance => instance.InstanceId, StringComparer.Ordinal)]);
        }
        catch (OperationException e)
        {
            await host.WriteErrorAsync(e.Error, cancellationToken);
        }
        catch (UnreadFactException e)
        {
            await host.WriteErrorAsync(AwsErrors.Describe(e, $"reading {e.What}", e.IamAction, session.Region), cancellationToken);
        }

        return null;
    }

    internal static async Task<ManagedInstance> RecordAsync(HardeningSession session, InstanceFacts facts, Instance instance)
    {
        var information = await facts.InformationAsync(instance.InstanceId);
        var reasons = new UnmanagedReasons(facts);
        var (connection, unread) = information is null
            ? (InstanceConnection.NotConnected, null) : await facts.ConnectionAsync(instance.InstanceId);
        var record = new ManagedInstance
        {
            InstanceId = instance.InstanceId,
            Name = InstanceFacts.NameOf(instance),
            PingStatus = information?.PingStatus?.Value ?? "",
            Connection = connection,
            State = instance.State?.Name?.Value ?? "",
            AgentVersion = information?.AgentVersion ?? "",
            LastPing = information?.LastPingDateTime is { } time ? new DateTimeOffset(time.ToUniversalTime()) : null,
            PlatformType = information?.PlatformType?.Value ?? "",
            InstanceProfile = InstanceFacts.ProfileName(instance),
            Role = (await reasons.RoleAsync(instance))?.RoleName ?? "",
            VpcId = instance.VpcId ?? "",
            SubnetId = instance.SubnetId ?? "",
            Region = session.Region,
            Reasons = [],
        };
        return record.IsManaged ? record : record with
        {
            Reasons = unread is null ? await reasons.FindAsync(instance)
                : [new(UnmanagedReasonKind.Unknown, "ssmmessages", $"Whether it is connected could not be read (ssm:GetConnectionStatus): {unread.Message}", [])],
        };
    }

    private static bool Matches(Instance instance, ManagedInstanceQuery query) =>
        Any(query.InstanceId, instance.InstanceId) && Any(query.Name, InstanceFacts.NameOf(instance)) && Any(query.VpcId, instance.VpcId ?? "");

    private static bool Any(IReadOnlyList<string> patterns, string text) =>
        patterns.Count == 0 || patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, text));
}
