using System.Text.Json.Nodes;

namespace AwsHardening.ClientGenerator.Model;

/// <summary>One operation of a model.</summary>
internal sealed class OperationModel(ServiceModel service, JsonObject json)
{
    public string Name { get; } = json.Text("name")!;

    public string RequestClass => Name + "Request";

    public string ResponseClass => Name + "Response";

    public string? Input => json["input"].Text("shape");

    public string? Output => json["output"].Text("shape");

    public string? ResultWrapper => json["output"].Text("resultWrapper");

    public string HttpMethod => json["http"].Text("method") ?? "POST";

    public string RequestUri => json["http"].Text("requestUri") ?? "/";

    /// <summary>The root element of a request's body, where the model names it at the operation.</summary>
    public string? BodyName => json["input"].Text("locationName");

    public JsonNode? BodyNamespace => json["input"]?["xmlNamespace"];

    public string? HostPrefix => json["endpoint"].Text("hostPrefix");

    public bool Gzip => json["requestcompression"]?["encodings"].Strings().Contains("gzip") == true;

    public IEnumerable<string> Errors =>
        (json["errors"]?.AsArray() ?? []).Select(e => e.Text("shape")!).Distinct().Order(StringComparer.Ordinal);

    /// <summary>The operation needs no identity, so its call is not signed.</summary>
    public bool Unsigned => json.Text("authtype") == "none" || json["auth"].Strings().SequenceEqual(["smithy.api#noAuth"]);

    /// <summary>The property that holds the whole result, where the official response wraps it.</summary>
    public string? Wrap => service.Customizations.Wrap.GetValueOrDefault(Name);
}
