namespace AwsHardening.Core.Network.Reachability;

/// <summary>The sources of one destination, parted by what passes there and back, while gate after gate has its say.</summary>
/// <param name="family">What packets of the family can be.</param>
internal sealed class ReachRow(TrafficSet family)
{
    private List<(TrafficSet There, TrafficSet Back, string Unknown, PlaceSet Sources)> _cells = [];

    /// <summary>Takes sources in.</summary>
    public void Add(TrafficSet there, TrafficSet back, string unknown, PlaceSet? sources)
    {
        if (sources is not null && !(there & family).IsEmpty)
        {
            _cells.Add((there & family, back & family, unknown, sources));
        }
    }

    /// <summary>Takes another row's sources in.</summary>
    public void Add(ReachRow other) => _cells.AddRange(other._cells);

    /// <summary>Lets pass what a partition says of each source; null says everything.</summary>
    /// <param name="partition">What passes, by source.</param>
    /// <param name="replies">True when it is about what passes back.</param>
    /// <param name="except">Sources that it is not asked about.</param>
    public void Limit(TrafficPartition? partition, bool replies, PlaceSet? except = null)
    {
        if (partition is null)
        {
            return;
        }

        List<(TrafficSet, TrafficSet, string, PlaceSet)> cells = [];
        foreach (var cell in _cells)
        {
            if (except is not null && cell.Sources.And(except) is { } spared)
            {
                cells.Add((cell.There, cell.Back, cell.Unknown, spared));
            }

            var asked = except is null ? cell.Sources : cell.Sources.Less(except);
            foreach (var (passes, places) in partition.Cells)
            {
                if ((replies || !(cell.There & passes).IsEmpty) && asked?.And(places) is { } sources)
                {
                    cells.Add((replies ? cell.There : cell.There & passes, replies ? cell.Back & passes : cell.Back, cell.Unknown, sources));
                }
            }
        }

        _cells = cells;
    }

    /// <summary>Lets some sources pass only this; the others stay as they are.</summary>
    public void Limit(PlaceSet sources, TrafficSet there, TrafficSet back, string unknown = "")
    {
        if (there == TrafficSet.All && back == TrafficSet.All && unknown.Length == 0)
        {
            return;
        }

        List<(TrafficSet, TrafficSet, string, PlaceSet)> cells = [];
        foreach (var cell in _cells)
        {
            if (cell.Sources.And(sources) is not { } meant)
            {
                cells.Add(cell);
                continue;
            }

            if (cell.Sources.Less(sources) is { } others)
            {
                cells.Add((cell.There, cell.Back, cell.Unknown, others));
            }

            if (!(cell.There & there).IsEmpty)
            {
                cells.Add((cell.There & there, cell.Back & back, $"{cell.Unknown} {unknown}".Trim(), meant));
            }
        }

        _cells = cells;
    }

    /// <summary>All sources; null when there are none.</summary>
    public PlaceSet? Sources()
    {
        PlaceSet? all = null;
        foreach (var cell in _cells)
        {
            (all ??= new PlaceSet()).UnionWith(cell.Sources);
        }

        return all;
    }

    /// <summary>The sources by what passes.</summary>
    public IReadOnlyDictionary<Reach, PlaceSet> Close()
    {
        Dictionary<Reach, PlaceSet> closed = [];
        foreach (var cell in _cells)
        {
            var reach = Reach.Of(cell.There, cell.Back, cell.Unknown);
            if (reach.IsEmpty)
            {
                continue;
            }

            if (closed.TryGetValue(reach, out var there))
            {
                closed[reach] = there = there.Copy();
                there.UnionWith(cell.Sources);
            }
            else
            {
                closed[reach] = cell.Sources;
            }
        }

        return closed;
    }
}
