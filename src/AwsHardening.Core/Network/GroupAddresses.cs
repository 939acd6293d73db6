using System.Numerics;
using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network;

/// <summary>How many addresses a reference to groups reaches: every address of every member, each once.</summary>
internal static class GroupAddresses
{
    public static BigInteger Count(IEnumerable<Interface> members)
    {
        Interface[] distinct = [.. members.DistinctBy(member => member.Id)];
        return distinct.Sum(member => member.Addresses.Count)
            + distinct.SelectMany(member => member.Prefixes).Aggregate(BigInteger.Zero, (sum, prefix) => sum + prefix.AddressCount);
    }
}
