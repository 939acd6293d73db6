using System.Collections.Concurrent;
using System.Text.Json;

namespace AwsHardening.Sandbox.Wire;

/// <summary>An AWS service model, read for the server's side of its protocols.</summary>
internal sealed class ServiceModel
{
    private static readonly ConcurrentDictionary<string, Lazy<ServiceModel?>> s_embedded = new(StringComparer.Ordinal);

    public required IReadOnlyDictionary<string, OperationModel> Operations { get; init; }

    public required IReadOnlyDictionary<string, Shape> Shapes { get; init; }

    /// <summary>The protocols that the service speaks, its preferred one first.</summary>
    public required IReadOnlyList<string> Protocols { get; init; }

    /// <summary>The name in the credential scope of a signature, such as <c>monitoring</c>.</summary>
    public required string SigningName { get; init; }

    public string EndpointPrefix { get; init; } = "";

    public string ServiceId { get; init; } = "";

    /// <summary>S3 departs from its protocol in a few places.</summary>
    public bool IsS3 => ServiceId == "S3";

    public string? TargetPrefix { get; init; }

    /// <summary>True for a service that spoke query before and says its error codes as it did then.</summary>
    public bool IsQueryCompatible { get; init; }

    public string JsonVersion { get; init; } = "1.0";

    public string? XmlNamespace { get; init; }

    /// <summary>The model that the assembly carries, read on first use.</summary>
    /// <returns>Null where the assembly carries none of that name.</returns>
    public static ServiceModel? Embedded(string service) =>
        s_embedded.GetOrAdd(service, static name => new Lazy<ServiceModel?>(() => Load(name))).Value;

    private static ServiceModel? Load(string service)
    {
        using Stream? stream = typeof(ServiceModel).Assembly.GetManifestResourceStream($"models/{service}.json");
        if (stream is null)
        {
            return null;
        }

        using JsonDocument document = JsonDocument.Parse(stream);
        JsonElement root = document.RootElement;
        return ServiceModelReader.Read(
            root.GetProperty("metadata"), root.GetProperty("shapes"),
            root.GetProperty("operations").EnumerateObject().Select(operation => operation.Value));
    }
}
