using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;

namespace AwsHardening.Core.Network.Internet;

/// <summary>Finds what has a public address or name, and what of it the internet reaches.</summary>
public static class PublicInstanceOperation
{
    private const string Activity = "Reading what is public";

    /// <summary>Finds instances, load balancers and other interfaces with public addresses.</summary>
    /// <param name="session">The session.</param>
    /// <param name="query">Which.</param>
    /// <param name="host">Takes errors, warnings and progress.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public static async IAsyncEnumerable<PublicInstance> FindAsync(
        HardeningSession session, PublicInstanceQuery query, IOperationHost host, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var aws = AwsSession.Of(session);
        var view = new AccountView(aws, cancellationToken);
        host.WriteProgress(Activity, "instances, load balancers and the network", -1);
        var reads = (Instances: view.Instances(), Balancers: view.LoadBalancers());
        var model = await NetworkModelRead.TryAsync(session, view, host, cancellationToken);
        var instances = await reads.Instances;
        var balancers = await reads.Balancers;
        host.WriteProgress(Activity, "", 101);
        if (model is null)
        {
            yield break;
        }

        if (!instances.IsKnown)
        {
            var error = AwsErrors.Describe(instances.Reason!, "reading the instances", "ec2:DescribeInstances", session);
            await host.WriteErrorAsync(error, cancellationToken);
            yield break;
        }

        if (!balancers.IsKnown)
        {
            var error = AwsErrors.Describe(balancers.Reason!, "reading the load balancers", "elasticloadbalancing:DescribeLoadBalancers", session);
            host.WriteWarning($"{error.Message} Load balancers are listed by their interfaces, without names. {error.Action}");
        }

        foreach (var instance in instances.Value)
        {
            aws.SeenIds[instance.InstanceId] = instance.Tags?.Find(tag => tag.Key == "Name")?.Value ?? "";
        }

        var things = new PublicThings(instances.Value, balancers.IsKnown ? balancers.Value : null).Of(model.Interfaces).ToArray();
        foreach (var id in query.ResourceId.Where(id => id.AsSpan().IndexOfAny('*', '?') < 0 && !Array.Exists(things, thing => thing.Id == id)))
        {
            await host.WriteErrorAsync(InternetErrors.NotPublic(id), cancellationToken);
        }

        var internet = new InternetView(model);
        foreach (var thing in things.Where(thing => Any(query.ResourceId, thing.Id) && Any(query.Name, thing.Name)
                && Any(query.VpcId, thing.Interfaces[0].VpcId))
            .OrderBy(thing => thing.Type, StringComparer.Ordinal).ThenBy(thing => thing.Name, StringComparer.Ordinal)
            .ThenBy(thing => thing.Id, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var record = internet.Record(thing);
            if (!query.ReachableOnly || record.Reachable != false)
            {
                yield return record;
            }
        }
    }

    private static bool Any(IReadOnlyList<string> patterns, string text) =>
        patterns.Count == 0 || patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, text));
}
