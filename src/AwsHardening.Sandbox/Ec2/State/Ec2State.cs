using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>The account's EC2 resources in every Region, and what will happen to them later.</summary>
internal sealed class Ec2State(Ec2Options options)
{
    private readonly Dictionary<string, Ec2Region> _regions = new(StringComparer.Ordinal);
    private readonly List<(DateTimeOffset Due, Action Effect)> _later = [];
    private UInt128 _ipv6Blocks;

    public Ec2Options Options { get; } = options;

    public Ec2Sequence Sequence { get; } = new();

    /// <summary>What is unknown here, where the account is a copy; else null.</summary>
    public SnapshotCopy? Copy { get; set; }

    public PublicAddressPool PublicAddresses { get; } = new();

    /// <summary>The number of the next Amazon-provided IPv6 block.</summary>
    public UInt128 NextIpv6Block() => ++_ipv6Blocks;

    /// <summary>Never gives out a block again that a loaded VPC has.</summary>
    public void ReserveIpv6Block(UInt128 number) => _ipv6Blocks = UInt128.Max(_ipv6Blocks, number);

    public DateTimeOffset Now => Options.TimeProvider.GetUtcNow();

    public Ec2Region Region(string name)
    {
        if (!_regions.TryGetValue(name, out var region))
        {
            _regions.Add(name, region = new Ec2Region(name, this));
            AwsPrefixLists.AddTo(region);
        }

        return region;
    }

    /// <summary>
    /// Settles a change that AWS makes after it has answered. It is done before the next call is handled that comes
    /// <paramref name="delay"/> or more from now: at once, by default.
    /// </summary>
    public void Later(Action effect, TimeSpan delay = default) => _later.Add((Now + delay, effect));

    public void Settle()
    {
        if (_later.Count == 0)
        {
            return;
        }

        var now = Now;
        var due = _later.FindAll(item => item.Due <= now);
        _later.RemoveAll(item => item.Due <= now);
        // An effect may plan the next one, which then waits for the next call.
        due.ForEach(item => item.Effect());
    }
}
