namespace AwsHardening.Sandbox.Ec2;

/// <summary>A table as the tag operations see it.</summary>
internal interface IEc2Table
{
    ResourceKind Kind { get; }

    Ec2Resource? FindResource(string id);

    IEnumerable<Ec2Resource> All { get; }
}

/// <summary>The resources of one kind in one Region, by id and in order of creation.</summary>
internal sealed class Ec2Table<T>(ResourceKind kind, Ec2Sequence sequence) : IEc2Table
    where T : Ec2Resource
{
    private static readonly IComparer<T> s_bySequence = Comparer<T>.Create((a, b) => a.Sequence.CompareTo(b.Sequence));
    private readonly Dictionary<string, T> _byId = new(StringComparer.Ordinal);
    private readonly List<T> _rows = [];

    public ResourceKind Kind => kind;

    public IReadOnlyList<T> Rows => _rows;

    public IEnumerable<Ec2Resource> All => _rows;

    public T Add(T row)
    {
        // A peering connection between two Regions is one row in two tables; it keeps its place.
        row.Sequence = row.Sequence == 0 ? sequence.Next() : row.Sequence;
        _byId.Add(row.Id, row);
        _rows.Add(row);
        return row;
    }

    public void Remove(T row)
    {
        if (_byId.Remove(row.Id))
        {
            _rows.RemoveAt(_rows.BinarySearch(row, s_bySequence));
        }
    }

    public T? Find(string id) => _byId.GetValueOrDefault(id);

    public Ec2Resource? FindResource(string id) => Find(id);

    /// <summary>The row, or AWS's error for an id that is malformed or unknown.</summary>
    public T Get(string id)
    {
        if (Find(id) is { } row)
        {
            return row;
        }

        kind.Check(id);
        throw kind.NotFound(id);
    }

    /// <summary>The rows in the order of their ids' creation, or AWS's error that names every unknown id.</summary>
    public List<T> GetAll(IReadOnlyCollection<string> ids)
    {
        foreach (var id in ids.Where(id => !_byId.ContainsKey(id)))
        {
            kind.Check(id);
        }

        var unknown = ids.Where(id => !_byId.ContainsKey(id)).ToList();
        return unknown.Count == 0
            ? [.. ids.Distinct(StringComparer.Ordinal).Select(id => _byId[id]).OrderBy(row => row.Sequence)]
            : throw kind.NotFound(unknown);
    }
}

/// <summary>The account's counter of created resources.</summary>
internal sealed class Ec2Sequence
{
    private long _last;

    public long Next() => ++_last;
}
