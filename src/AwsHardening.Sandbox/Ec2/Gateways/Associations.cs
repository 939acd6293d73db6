namespace AwsHardening.Sandbox.Ec2;

/// <summary>Joins public addresses to private ones.</summary>
internal static class Associations
{
    /// <summary>Joins an Elastic IP address; the answer is the association's id.</summary>
    public static string Associate(Ec2Call call, ElasticAddress address, NetworkInterface eni, PrivateAddress target)
    {
        var id = call.NewId("eipassoc");
        target.Association = new PublicAssociation(address.PublicIp, call.AccountId)
        {
            AllocationId = address.Id,
            AssociationId = id,
        };
        (address.Interface, address.Private) = (eni, target);
        return id;
    }

    /// <summary>Gives an interface a public address out of Amazon's pool, as a launch in a public subnet does.</summary>
    public static void Map(Ec2Call call, NetworkInterface eni, string owner) =>
        eni.Primary.Association = new PublicAssociation(call.State.PublicAddresses.Next(), owner);

    public static void Clear(ElasticAddress address)
    {
        if (address.Private is { } target)
        {
            target.Association = null;
        }

        (address.Interface, address.Private) = (null, null);
    }

    /// <summary>Frees whatever public address a private one has.</summary>
    public static void Clear(Ec2Region region, PrivateAddress target)
    {
        if (target.Association?.AllocationId is { } id && region.Addresses.Find(id) is { } address)
        {
            Clear(address);
        }

        target.Association = null;
    }
}
