using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.CloudWatch;

/// <summary>What tells one metric from another: namespace, name, and dimensions, whose order does not count.</summary>
internal sealed record MetricKey(string Namespace, string Name) : IComparable<MetricKey>
{
    private readonly IReadOnlyList<KeyValuePair<string, string>> _dimensions = [];
    private string _text = "";

    public IReadOnlyList<KeyValuePair<string, string>> Dimensions
    {
        get => _dimensions;
        init
        {
            _dimensions = [.. value.OrderBy(pair => pair.Key, StringComparer.Ordinal)];
            _text = string.Join('\n', _dimensions.Select(pair => $"{pair.Key}\t{pair.Value}"));
        }
    }

    /// <summary>The metric that a structure with <c>Namespace</c>, <c>MetricName</c> and <c>Dimensions</c> names.</summary>
    public static MetricKey Of(JsonObject named, string? ns = null) => new(ns ?? named.Text("Namespace") ?? "", named.Text("MetricName") ?? "")
    {
        Dimensions = [.. named.Items("Dimensions").Select(one => KeyValuePair.Create(one.Text("Name") ?? "", one.Text("Value") ?? ""))],
    };

    public bool Equals(MetricKey? other) => other is not null && (Namespace, Name, _text) == (other.Namespace, other.Name, other._text);

    public override int GetHashCode() => HashCode.Combine(Namespace, Name, _text);

    public int CompareTo(MetricKey? other) => other is null ? 1
        : string.CompareOrdinal($"{Namespace}\0{Name}\0{_text}", $"{other.Namespace}\0{other.Name}\0{other._text}");

    public JsonObject Shape() => Json.Of(("Namespace", Namespace), ("MetricName", Name), ("Dimensions", DimensionsShape()));

    public JsonArray DimensionsShape() => Json.List(Dimensions.Select(pair => Json.Of(("Name", pair.Key), ("Value", pair.Value))));
}
