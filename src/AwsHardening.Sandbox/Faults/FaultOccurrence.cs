namespace AwsHardening.Sandbox.Faults;

/// <summary>Which of the calls that match a rule it strikes, counted from 1.</summary>
/// <param name="From">The first call that is struck.</param>
/// <param name="To">The last call that is struck.</param>
public readonly record struct FaultOccurrence(long From, long To)
{
    /// <summary>Every matching call.</summary>
    public static FaultOccurrence Every { get; } = new(1, long.MaxValue);

    /// <summary>One call alone.</summary>
    /// <param name="n">1 for the first matching call.</param>
    /// <returns>The occurrence.</returns>
    public static FaultOccurrence Nth(long n) => new(n, n);

    /// <summary>The first calls.</summary>
    /// <param name="count">How many.</param>
    /// <returns>The occurrence.</returns>
    public static FaultOccurrence First(long count) => new(1, count);

    /// <summary>Every call after the first ones.</summary>
    /// <param name="count">How many matching calls pass unharmed.</param>
    /// <returns>The occurrence.</returns>
    public static FaultOccurrence After(long count) => new(count + 1, long.MaxValue);

    internal bool Includes(long call) => call >= From && call <= To;
}
