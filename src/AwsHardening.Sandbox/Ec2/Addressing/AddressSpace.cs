namespace AwsHardening.Sandbox.Ec2;

/// <summary>
/// Which addresses of a subnet are taken. AWS keeps the first four and, for IPv4, the last for itself. AWS
/// documentation page: "Subnet CIDR blocks".
/// </summary>
internal sealed class AddressSpace(Cidr range)
{
    private const int ReservedAtStart = 4;
    private readonly HashSet<UInt128> _used = [];
    private UInt128 _lowestFree = range.First + ReservedAtStart;

    private UInt128 End => range.IsIpv6 ? range.Last : range.Last - 1;

    /// <summary>How many addresses are free, as AvailableIpAddressCount tells it.</summary>
    public int FreeCount => (int)UInt128.Min(int.MaxValue, End - range.First - ReservedAtStart + 1 - (UInt128)_used.Count);

    /// <summary>Finds addresses without taking them: those asked for, then as many more as asked for.</summary>
    public List<UInt128> Choose(IEnumerable<string> wanted, int more)
    {
        var chosen = new List<UInt128>();
        foreach (var text in wanted)
        {
            chosen.Add(Check(text, chosen));
        }

        for (var address = _lowestFree; more > 0; address++)
        {
            if (address > End)
            {
                throw new AwsErrorException(
                    "InsufficientFreeAddressesInSubnet",
                    "The specified subnet does not have enough free addresses to satisfy the request.");
            }

            if (!_used.Contains(address) && !chosen.Contains(address))
            {
                chosen.Add(address);
                more--;
            }
        }

        return chosen;
    }

    public void Take(UInt128 address)
    {
        _used.Add(address);
        while (_used.Contains(_lowestFree))
        {
            _lowestFree++;
        }
    }

    public void Release(UInt128 address)
    {
        if (_used.Remove(address))
        {
            _lowestFree = UInt128.Min(_lowestFree, address);
        }
    }

    private UInt128 Check(string text, List<UInt128> chosen)
    {
        var address = Cidr.ParseAddress(text, range.IsIpv6)
            ?? throw Ec2Errors.InvalidValue($"invalid value for parameter address: {text}");
        if (!range.Contains(address))
        {
            throw Ec2Errors.InvalidValue($"Address {text} does not fall within the subnet's address range");
        }

        if (address < range.First + ReservedAtStart || address > End)
        {
            throw Ec2Errors.InvalidValue($"Address {text} is in subnet's reserved address range");
        }

        return _used.Contains(address) || chosen.Contains(address)
            ? throw new AwsErrorException("InvalidIPAddress.InUse", $"Address {text} is in use.")
            : address;
    }
}
