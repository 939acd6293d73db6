using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;

namespace AwsHardening.Core.Network;

/// <summary>Reads the network for an operation, or reports why it cannot be read.</summary>
internal static class NetworkModelRead
{
    /// <summary>Reads it whole.</summary>
    /// <returns>Null when it could not be read, which is reported.</returns>
    public static async Task<NetworkModel?> TryAsync(
        HardeningSession session, AccountView view, IOperationHost host, CancellationToken cancellationToken)
    {
        try
        {
            var caller = await CallerIdentityOperation.OnceAsync(session, cancellationToken);
            var model = await NetworkReader.ReadAsync(AwsSession.Of(session), caller.AccountId, view);
            Remember(AwsSession.Of(session), model);
            return model;
        }
        catch (OperationException e)
        {
            await host.WriteErrorAsync(e.Error, cancellationToken);
        }
        catch (UnreadFactException e)
        {
            var error = AwsErrors.Describe(e, $"reading {e.What}", e.IamAction, session);
            await host.WriteErrorAsync(
                error with { Message = $"{error.Message} Without it nothing about the network can be proven; nothing was changed." },
                cancellationToken);
        }

        return null;
    }

    // For tab completion, which asks nobody.
    private static void Remember(AwsSession session, NetworkModel model)
    {
        foreach (var (id, text) in model.Groups.Values.Select(group => (group.Id, group.Name))
            .Concat(model.Subnets.Select(subnet => (subnet.Id, subnet.Name)))
            .Concat(model.Vpcs.Values.Select(vpc => (vpc.Id, vpc.Ranges.Select(range => range.ToString()).FirstOrDefault() ?? "")))
            .Concat(model.Endpoints.Select(endpoint => (endpoint.Id, endpoint.ServiceName)))
            .Concat(model.Interfaces.Select(side => (side.Id, side.Description)))
            .Concat(model.Interfaces.Where(side => side.InstanceId is not null && side.Addresses.Count > 0).Select(side => (side.InstanceId!, side.Addresses[0].ToString()))))
        {
            session.SeenIds[id] = text;
        }
    }
}
