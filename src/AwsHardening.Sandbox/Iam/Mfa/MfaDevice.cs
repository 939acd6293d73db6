namespace AwsHardening.Sandbox.Iam;

/// <summary>An MFA device. A virtual one has a seed; of others, whose secret AWS never shows, the account makes one up.</summary>
internal sealed class MfaDevice(string serialNumber, string seed)
{
    // An authenticator's clock may be off by a step.
    private const int Drift = 1;

    // What its owner types in takes a while, and two codes take longer.
    private const int EnableDrift = 2;

    private long _usedStep = -1;

    public string SerialNumber { get; } = serialNumber;

    public string Seed { get; } = seed;

    public DateTimeOffset? Enabled { get; set; }

    /// <summary>Whose it is; null for a virtual one that nobody has yet.</summary>
    public SignInOwner? Owner { get; set; }

    /// <summary>Takes a code that is right now, and was not taken before.</summary>
    public bool Takes(string code, DateTimeOffset now) => Take(step => TimeBasedCode.Of(Seed, step) == code ? step : null, now, Drift);

    /// <summary>Takes two codes that follow one another.</summary>
    public bool Takes(string first, string second, DateTimeOffset now) => Take(
        step => TimeBasedCode.Of(Seed, step) == first && TimeBasedCode.Of(Seed, step + 1) == second ? step + 1 : null, now, EnableDrift);

    /// <summary>What the device shows next: the code of the first 30 seconds of which none was taken.</summary>
    public (string Code, long Step) Next(DateTimeOffset now)
    {
        var step = Math.Max(TimeBasedCode.Step(now), _usedStep + 1);
        return (TimeBasedCode.Of(Seed, step), step);
    }

    private bool Take(Func<long, long?> matches, DateTimeOffset now, int drift)
    {
        var middle = TimeBasedCode.Step(now);
        for (var step = Math.Max(middle - drift, _usedStep + 1); step <= middle + Drift; step++)
        {
            if (matches(step) is { } used)
            {
                _usedStep = used;
                return true;
            }
        }

        return false;
    }
}
