namespace AwsHardening.Sandbox.Faults;

/// <summary>
/// What goes wrong with the calls that reach the account. Every rule counts the calls that match it, from its
/// addition on. Of the rules that strike one call the first decides, except that latencies add up and go with
/// whatever else happens.
/// </summary>
public sealed class FaultPlan
{
    private readonly object _lock = new();
    private readonly List<Entry> _entries = [];

    /// <summary>Adds a rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <returns>This plan, for the next rule.</returns>
    public FaultPlan Add(FaultRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        lock (_lock)
        {
            _entries.Add(new Entry(rule));
        }

        return this;
    }

    /// <summary>Removes every rule.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _entries.Clear();
        }
    }

    /// <summary>Counts a call, and tells what happens to it.</summary>
    internal FaultStrike Strike(string service, string operation)
    {
        var strike = new FaultStrike(null, TimeSpan.Zero);
        lock (_lock)
        {
            foreach (Entry entry in _entries.Where(entry => entry.Rule.Matches(service, operation)))
            {
                if (entry.Rule.When.Includes(++entry.Seen))
                {
                    strike = strike.With(entry.Rule);
                }
            }
        }

        return strike;
    }

    private sealed class Entry(FaultRule rule)
    {
        public FaultRule Rule { get; } = rule;

        public long Seen { get; set; }
    }
}
