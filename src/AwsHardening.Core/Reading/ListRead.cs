using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Changes.Plans;

namespace AwsHardening.Core.Reading;

/// <summary>A list that is being read or has been.</summary>
internal interface IListRead
{
    /// <summary>The list's size and digest; null when it could not be read.</summary>
    Task<HardeningPlanRead?> DigestAsync(string name);
}

/// <summary>A list that is being read or has been.</summary>
/// <typeparam name="T">The SDK's type of its elements.</typeparam>
/// <param name="Fact">What comes of it.</param>
internal sealed record ListRead<T>(Task<Fact<IReadOnlyList<T>>> Fact) : IListRead
{
    public async Task<HardeningPlanRead?> DigestAsync(string name)
    {
        var fact = await Fact;
        if (!fact.IsKnown)
        {
            return null;
        }

        // AWS promises no order of elements.
        var elements = fact.Value.Select(element => CanonicalJson.Write(SdkJson.FromSdk(element))).Order(StringComparer.Ordinal);
        return new HardeningPlanRead(
            name, fact.Value.Count, CanonicalJson.Sha256(new JsonArray([.. elements.Select(text => (JsonNode)JsonValue.Create(text))])));
    }
}
