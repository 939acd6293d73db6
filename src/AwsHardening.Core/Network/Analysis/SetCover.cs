namespace AwsHardening.Core.Network.Analysis;

/// <summary>The smallest set of groups that covers every interface; among equals, the first by group id.</summary>
internal static class SetCover
{
    // The exact search is exponential. Real accounts need a handful of steps; beyond this many the greedy answer is taken,
    // which still covers everything but may not be the smallest.
    private const int StepBudget = 200_000;

    /// <summary>Chooses groups so that each element has one of its groups chosen.</summary>
    /// <param name="elements">For each element the groups that cover it; none may be empty.</param>
    /// <returns>The chosen groups in ordinal order.</returns>
    public static IReadOnlyList<string> Smallest(IReadOnlyList<IReadOnlyList<string>> elements)
    {
        string[] groups = [.. elements.SelectMany(e => e).Distinct().Order(StringComparer.Ordinal)];
        // Elements with the same groups are one element: thousands of interfaces become a few.
        int[][] distinct =
        [
            .. elements.Select(e => e.Select(g => Array.BinarySearch(groups, g, StringComparer.Ordinal)).Distinct().Order().ToArray())
                .DistinctBy(e => string.Join(',', e)),
        ];
        if (distinct.Length == 0)
        {
            return [];
        }

        var greedy = Greedy(groups.Length, distinct);
        var steps = 0;
        for (var size = 1; size <= greedy.Count; size++)
        {
            List<int> chosen = [];
            if (Search(0, size, chosen))
            {
                return [.. chosen.Select(i => groups[i])];
            }

            if (steps > StepBudget)
            {
                break;
            }
        }

        return [.. greedy.Order().Select(i => groups[i])];

        // Takes groups in ascending order, so the first full cover found is the first by group id.
        bool Search(int from, int left, List<int> chosen)
        {
            if (++steps > StepBudget)
            {
                return false;
            }

            var open = distinct.Where(e => !e.Any(chosen.Contains)).ToArray();
            if (open.Length == 0)
            {
                return true;
            }

            // An element whose last group lies before `from` can no longer be covered; the smallest such last group is the limit.
            var limit = open.Min(e => e[^1]);
            if (left == 0)
            {
                return false;
            }

            for (var group = from; group <= limit; group++)
            {
                if (open.Any(e => e.Contains(group)))
                {
                    chosen.Add(group);
                    if (Search(group + 1, left - 1, chosen))
                    {
                        return true;
                    }

                    chosen.RemoveAt(chosen.Count - 1);
                }
            }

            return false;
        }
    }

    private static List<int> Greedy(int groupCount, int[][] elements)
    {
        List<int> chosen = [];
        var open = elements.ToList();
        while (open.Count > 0)
        {
            var best = Enumerable.Range(0, groupCount).MaxBy(group => open.Count(e => e.Contains(group)));
            chosen.Add(best);
            open.RemoveAll(e => e.Contains(best));
        }

        return chosen;
    }
}
