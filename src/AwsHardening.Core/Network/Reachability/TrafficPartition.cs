namespace AwsHardening.Core.Network.Reachability;

/// <summary>Places by what passes between them and something: each place is in one cell.</summary>
internal sealed class TrafficPartition
{
    private readonly Dictionary<TrafficSet, PlaceSet> _cells = [];

    /// <summary>Nothing passes for any of them.</summary>
    public TrafficPartition(PlaceSet places) => _cells[TrafficSet.None] = places;

    private TrafficPartition()
    {
    }

    public IReadOnlyDictionary<TrafficSet, PlaceSet> Cells => _cells;

    /// <summary>Everything passes for all of them.</summary>
    public static TrafficPartition Open(PlaceSet places)
    {
        TrafficPartition open = new();
        open._cells[TrafficSet.All] = places;
        return open;
    }

    /// <summary>Lets more pass for some places, as one more rule does.</summary>
    public void Allow(PlaceSet places, TrafficSet traffic)
    {
        foreach (var (passes, cell) in _cells.ToArray())
        {
            if (passes.Covers(traffic) || cell.And(places) is not { } moved)
            {
                continue;
            }

            if (cell.Less(places) is { } kept)
            {
                _cells[passes] = kept;
            }
            else
            {
                _cells.Remove(passes);
            }

            Add(passes | traffic, moved);
        }
    }

    /// <summary>What passes for one place.</summary>
    public TrafficSet Of(int place)
    {
        foreach (var (passes, cell) in _cells)
        {
            if (cell[place])
            {
                return passes;
            }
        }

        return TrafficSet.None;
    }

    /// <summary>Puts places into the cell of some traffic.</summary>
    public void Add(TrafficSet traffic, PlaceSet places)
    {
        if (_cells.TryGetValue(traffic, out var there))
        {
            // The set may be shared with another partition.
            _cells[traffic] = there = there.Copy();
            there.UnionWith(places);
        }
        else
        {
            _cells[traffic] = places;
        }
    }

    public static TrafficPartition Empty() => new();
}
