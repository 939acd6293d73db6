using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>One Describe operation over a table: ids, filters, pages.</summary>
internal sealed class Describe<T>(string operation, string list)
    where T : Ec2Resource
{
    public string Operation { get; } = operation;

    /// <summary>The member that names resources by id.</summary>
    public required string Ids { get; init; }

    public required FilterTable<T> Filters { get; init; }

    public required Func<T, JsonObject> Shape { get; init; }

    public string FilterMember { get; init; } = "Filters";

    /// <summary>The bounds of MaxResults, or null where the operation answers everything at once.</summary>
    public (int Minimum, int Maximum)? Pages { get; init; } = (5, 1000);

    /// <summary>True where AWS refuses ids and MaxResults in one request.</summary>
    public bool IdsExcludePaging { get; init; }

    /// <summary>False where it shows less of a resource than the operation that snapshots are read with.</summary>
    public bool IsFull { get; init; } = true;

    /// <summary>A cheaper set of rows that holds every match of the request, or null to look at all rows.</summary>
    public Func<Ec2Call, IReadOnlyList<T>?>? Narrow { get; init; }

    public JsonObject Answer(Ec2Call call, Ec2Table<T> table) => Answer(call, table, table.Rows);

    public JsonObject Answer(Ec2Call call, Ec2Table<T> table, IReadOnlyList<T> rows)
    {
        var (page, next) = Select(call, table, rows);
        call.StopIfDryRun();
        return Json.Of((list, Json.List(page.Select(row => IsFull ? row.Show(Shape(row)) : Shape(row)))), ("NextToken", next));
    }

    /// <summary>The page of rows that the request asks for, and the token of the next.</summary>
    public (List<T> Page, string? NextToken) Select(Ec2Call call, Ec2Table<T> table, IReadOnlyList<T> rows)
    {
        var ids = call.Input.Texts(Ids);
        if (IdsExcludePaging && ids.Count > 0 && call.Input.Has("MaxResults"))
        {
            throw Ec2Errors.InvalidCombination($"The parameter {Ids} cannot be used with the parameter MaxResults");
        }

        var request = Pages is var (minimum, maximum)
            ? PageRequest.Read(call, minimum, maximum)
            : new PageRequest(int.MaxValue, 0);
        var passes = Filters.Compile(call.Input.Items(FilterMember));
        var candidates = ids.Count > 0 ? table.GetAll(ids) : Narrow?.Invoke(call) ?? rows;
        var page = new List<T>();
        for (var at = FirstAfter(candidates, request.After); at < candidates.Count; at++)
        {
            if (!passes(candidates[at]))
            {
                continue;
            }

            if (page.Count == request.Size)
            {
                return (page, PageRequest.Token(call, page[^1].Sequence));
            }

            page.Add(candidates[at]);
        }

        return (page, null);
    }

    /// <summary>Pages continue after the last row answered even if rows before it are gone by then.</summary>
    private static int FirstAfter(IReadOnlyList<T> rows, long sequence)
    {
        var (low, high) = (0, rows.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = rows[middle].Sequence <= sequence ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
