using System.Text.Json.Nodes;

namespace AwsHardening.ClientGenerator.Model;

/// <summary>Finds what there is to generate: the classes of a service, its enums, lists and maps.</summary>
internal sealed class ShapeWalk
{
    private readonly ServiceModel _service;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, StructureModel> _structures = new(StringComparer.Ordinal);

    public ShapeWalk(ServiceModel service)
    {
        _service = service;
        foreach (var operation in service.Operations)
        {
            Add(operation.RequestClass, operation.Input, StructureKind.Request);
            AddResponse(operation);
            foreach (var error in operation.Errors)
            {
                Add(service.ClassName(error), error, StructureKind.Exception);
            }
        }
    }

    public IEnumerable<StructureModel> Structures => _structures.Values;

    public SortedSet<string> Enums { get; } = new(StringComparer.Ordinal);

    /// <summary>Lists and maps by shape.</summary>
    public SortedSet<string> Collections { get; } = new(StringComparer.Ordinal);

    public StructureModel Structure(string className) => _structures[className];

    private void AddResponse(OperationModel operation)
    {
        if (operation.Wrap is null)
        {
            Add(operation.ResponseClass, operation.Output, StructureKind.Response);
        }
        else
        {
            Visit(operation.Output!);
        }
    }

    private void Add(string className, string? shape, StructureKind kind)
    {
        if (_structures.TryGetValue(className, out var known) && known.Kind == kind)
        {
            return;
        }

        var structure = new StructureModel(_service, className, shape, kind);
        _structures[className] = structure;
        foreach (var member in structure.Members)
        {
            if (member.Flattened is { } inner)
            {
                Visit(_service.Shape(member.Shape)["members"]![inner].Text("shape")!);
            }
            else
            {
                Visit(member.Shape);
            }
        }
    }

    private void Visit(string name)
    {
        name = _service.Resolve(name);
        if (!_seen.Add(name))
        {
            return;
        }

        var shape = _service.Shape(name);
        switch (shape.Text("type"))
        {
            case "string" when shape["enum"] is JsonArray:
                Enums.Add(name);
                break;
            case "structure" when !shape.Flag("document"):
                Add(_service.ClassName(name), name, shape.Flag("exception") ? StructureKind.Exception : StructureKind.Plain);
                break;
            case "list":
                Collections.Add(name);
                Visit(shape["member"].Text("shape")!);
                break;
            case "map":
                Collections.Add(name);
                Visit(shape["key"].Text("shape")!);
                Visit(shape["value"].Text("shape")!);
                break;
        }
    }
}
