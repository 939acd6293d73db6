namespace AwsHardening.Sandbox.Services;

/// <summary>What a service keeps for each Region.</summary>
/// <param name="make">Makes the state of a Region, by its name.</param>
internal sealed class Regional<T>(Func<string, T> make)
{
    private readonly Dictionary<string, T> _regions = new(StringComparer.Ordinal);

    public T this[string region]
    {
        get
        {
            if (!_regions.TryGetValue(region, out var state))
            {
                _regions.Add(region, state = make(region));
            }

            return state;
        }
    }
}
