using System.Text.Json.Nodes;

namespace AwsHardening.ClientGenerator.Model;

/// <summary>One service: its trimmed model, and how the official client differs from it.</summary>
internal sealed class ServiceModel
{
    private readonly JsonObject _root;
    private readonly JsonObject _shapes;

    public ServiceModel(JsonObject root, Customizations customizations)
    {
        _root = root;
        _shapes = root["shapes"]!.AsObject();
        Customizations = customizations;
        Operations = [.. root["operations"]!.AsObject()
            .OrderBy(o => o.Key, StringComparer.Ordinal)
            .Select(o => new OperationModel(this, o.Value!.AsObject()))];
    }

    public Customizations Customizations { get; }

    public IReadOnlyList<OperationModel> Operations { get; }

    public JsonNode Metadata => _root["metadata"]!;

    public JsonNode? EndpointRules => _root["endpointRuleSet"];

    /// <summary>The namespace, such as <c>Amazon.EC2</c>.</summary>
    public string Namespace => "Amazon." + (Customizations.Namespace ?? Naming.ServiceName(Metadata));

    /// <summary>The middle of class names, such as <c>EC2</c>.</summary>
    public string Client => Customizations.Client ?? Customizations.Namespace ?? Naming.ServiceName(Metadata);

    /// <summary>The paginator factory, such as <c>EC2PaginatorFactory</c>.</summary>
    public string PaginatorFactory => (Customizations.PaginatorFactory ?? Client) + "PaginatorFactory";

    public string Protocol => Metadata.Text("protocol")!;

    /// <summary>The name under which the service's calls are signed.</summary>
    public string SigningName => Metadata.Text("signingName") ?? Metadata.Text("endpointPrefix")!;

    public JsonNode? Paginator(string operation) => _root["paginators"]?[operation];

    public JsonObject Shape(string name) => _shapes[Resolve(name)]?.AsObject()
        ?? throw new UsageException($"{Namespace}: the model has no shape {name}.");

    public string Resolve(string name) => Customizations.Substitute.GetValueOrDefault(name, name);

    /// <summary>The class of a structure that is not an operation's own request or response.</summary>
    public string ClassName(string shape)
    {
        var resolved = Resolve(shape);
        if (Customizations.ClassNames.TryGetValue(resolved, out var name))
        {
            return name;
        }

        name = Naming.Upper(resolved);
        return Shape(resolved).Flag("exception") && !name.EndsWith("Exception", StringComparison.Ordinal)
            ? Naming.ExceptionName(name)
            : name;
    }
}
