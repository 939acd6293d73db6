namespace AwsHardening.Sandbox.Ec2;

/// <summary>
/// Public addresses in the order they are asked for, out of the ranges that documentation and benchmarks may use
/// (RFC 5737, RFC 2544): a rehearsal must never name somebody's real address.
/// </summary>
internal sealed class PublicAddressPool
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly IEnumerator<UInt128> _next = All().GetEnumerator();

    public string Next()
    {
        string address;
        do
        {
            _ = _next.MoveNext();
            address = Cidr.Format(_next.Current, ipv6: false);
        }
        while (_taken.Remove(address));
        return address;
    }

    /// <summary>Never gives out an address that a loaded resource has.</summary>
    public void Reserve(string address) => _taken.Add(address);

    private static IEnumerable<UInt128> All()
    {
        foreach (var text in new[] { "203.0.113.0/24", "198.18.0.0/15" })
        {
            var range = Cidr.Parse(text, ipv6: false)!.Value;
            for (var address = range.First + 1; address < range.Last; address++)
            {
                yield return address;
            }
        }

        throw new AwsErrorException("InsufficientAddressCapacity", "Insufficient capacity.", 503);
    }
}
