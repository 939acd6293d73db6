using AwsHardening.Core.Errors;
using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Nacls;

/// <summary>The ranges behind what a user names: a network ACL knows nothing else.</summary>
internal sealed class IsolationTargets(NetworkModel model, IReadOnlyDictionary<string, string> vpcNames)
{
    /// <summary>The ranges of a range, subnet, security group or VPC, by id or by exact name.</summary>
    /// <exception cref="OperationException">It is not there, is ambiguous, or has no address.</exception>
    public IReadOnlyList<Cidr> Ranges(string name)
    {
        if (AsRange(name) is { } range)
        {
            return [range];
        }

        (string Id, IReadOnlyList<Cidr> Ranges)[] found =
        [
            .. model.Subnets.Where(subnet => subnet.Id == name || subnet.Name == name).Select(subnet => (subnet.Id, subnet.Ranges)),
            .. model.Vpcs.Values.Where(vpc => vpc.Id == name || vpcNames.GetValueOrDefault(vpc.Id) == name).Select(vpc => (vpc.Id, vpc.Ranges)),
            .. model.Groups.Values.Where(group => group.Id == name || group.Name == name).Select(group => (group.Id, Members(group.Id))),
        ];
        return found switch
        {
            [] => throw new OperationException(IsolationErrors.TargetNotFound(name)),
            [var (id, ranges)] => ranges.Count > 0 ? ranges : throw new OperationException(IsolationErrors.NoAddresses(name, id)),
            _ => throw new OperationException(IsolationErrors.TargetAmbiguous(name, found.Select(one => one.Id))),
        };
    }

    /// <summary>The subnets of an id or an exact name.</summary>
    /// <exception cref="OperationException">None, or several, have the name.</exception>
    public Subnet Subnet(string name)
    {
        Subnet[] found = [.. model.Subnets.Where(subnet => subnet.Id == name || subnet.Name == name)];
        return found switch
        {
            [] => throw new OperationException(NaclErrors.SubnetNotFound(name)),
            [var subnet] => subnet,
            _ => throw new OperationException(IsolationErrors.TargetAmbiguous(name, found.Select(subnet => subnet.Id))),
        };
    }

    // Neighbouring addresses share an entry: entries are few.
    private IReadOnlyList<Cidr> Members(string groupId) => CidrParts.Merge(
        model.Members(groupId).SelectMany(member => member.Addresses.Select(Cidr.Of).Concat(member.Prefixes)));

    private static Cidr? AsRange(string text)
    {
        try
        {
            return Cidr.Parse(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
