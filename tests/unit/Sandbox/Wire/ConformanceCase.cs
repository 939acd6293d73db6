using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Wire;

namespace AwsHardening.UnitTests.SandboxTests.Wire;

/// <summary>One of AWS's protocol compliance cases, with the model it is about.</summary>
internal sealed record ConformanceCase(string Id, ServiceModel Model, OperationModel Operation, JsonObject Case, JsonElement Given)
{
    public static IEnumerable<ConformanceCase> Read(string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
        foreach (JsonElement suite in document.RootElement.Clone().EnumerateArray())
        {
            JsonElement metadata = suite.GetProperty("metadata");
            JsonElement[] cases = [.. suite.GetProperty("cases").EnumerateArray()];
            JsonElement[] given = [.. cases.Select(c => c.GetProperty("given"))];
            foreach (JsonElement one in cases)
            {
                // The cases leave the namespace of the service out of their metadata and put it in the body.
                JsonObject described = JsonObject.Create(metadata.Clone())!;
                if (one.TryGetProperty("response", out JsonElement response)
                    && response.TryGetProperty("body", out JsonElement body)
                    && metadata.GetProperty("protocol").GetString() is "ec2" or "query"
                    && body.GetString() is { } xml && XmlEquivalence.NamespaceOf(xml) is { Length: > 0 } ns)
                {
                    described["xmlNamespace"] = ns;
                }

                // Of two cases that describe one operation differently, each is about its own description.
                JsonElement own = one.GetProperty("given");
                ServiceModel model = ServiceModelReader.Read(
                    JsonSerializer.SerializeToElement(described), suite.GetProperty("shapes"), given.Prepend(own));
                yield return new ConformanceCase(
                    one.GetProperty("id").GetString()!, model, model.Operations[own.GetProperty("name").GetString()!],
                    JsonObject.Create(one)!, own);
            }
        }
    }
}
