namespace AwsHardening.Core.Reading;

/// <summary>Something read from AWS, or the reason why it could not be read. Unread is never empty.</summary>
/// <typeparam name="T">What was read.</typeparam>
public sealed class Fact<T>
{
    private readonly T? _value;

    internal Fact(T? value, Exception? reason)
    {
        _value = value;
        Reason = reason;
    }

    /// <summary>True when it was read.</summary>
    public bool IsKnown => Reason is null;

    /// <summary>Why it was not read; null when it was.</summary>
    public Exception? Reason { get; }

    /// <summary>What was read.</summary>
    /// <exception cref="UnreadFactException">It was not read.</exception>
    public T Value => Reason is null ? _value! : throw Reason as UnreadFactException ?? new UnreadFactException(Reason);
}

/// <summary>Makes facts.</summary>
public static class Fact
{
    /// <summary>What was read.</summary>
    public static Fact<T> Known<T>(T value) => new(value, null);

    /// <summary>Why it could not be read.</summary>
    public static Fact<T> Unknown<T>(Exception reason) => new(default, reason);
}
