using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Wire;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Ec2;

/// <summary>
/// Holds every call that a test makes against AWS's service model: an unknown member would be lost on the wire without
/// a word, and a value outside an enumeration would surprise a typed client.
/// </summary>
internal static class ModelCheck
{
    private static readonly ServiceModel s_model = ServiceModel.Embedded("ec2")!;

    /// <summary>What EC2 answers, by its documentation's examples and filters, though its model does not list it.</summary>
    private static readonly HashSet<(string Shape, string Value)> s_beyondModel =
    [
        ("AttachmentStatus", "available"),
        ("NetworkInterfaceStatus", "pending"),
        ("NetworkInterfaceType", "nat_gateway"),
        ("NetworkInterfaceType", "ec2_instance_connect_endpoint"),
        ("State", "pending"),
        ("State", "available"),
        ("State", "deleting"),
    ];

    private static readonly Lazy<Dictionary<string, HashSet<string>>> s_enums = new(ReadEnums);

    public static IReadOnlyDictionary<string, OperationModel> Operations => s_model.Operations;

    public static void Check(string operation, JsonObject input, JsonObject answer)
    {
        var model = s_model.Operations[operation];
        Check($"{operation} request", model.Input!.Shape, input);
        if (model.Output is { } output)
        {
            Check($"{operation} answer", output.Shape, answer);
        }
        else
        {
            Assert.Empty(answer);
        }
    }

    private static void Check(string path, Shape shape, JsonNode? node)
    {
        switch (shape.Kind)
        {
            case ShapeKind.Structure:
                foreach (var (name, value) in Assert.IsType<JsonObject>(node))
                {
                    var member = shape.Find(name);
                    Assert.True(member is not null, $"{path}: {shape.Name} has no member {name}.");
                    if (value is not null)
                    {
                        Check($"{path}.{name}", member.Shape, value);
                    }
                }

                break;
            case ShapeKind.List:
                foreach (var item in Assert.IsType<JsonArray>(node))
                {
                    Check($"{path}[]", shape.Item!.Shape, item);
                }

                break;
            default:
                Scalar(path, shape, node!);
                break;
        }
    }

    private static void Scalar(string path, Shape shape, JsonNode node)
    {
        var kind = node.GetValueKind();
        var fits = shape.Kind switch
        {
            ShapeKind.Boolean => kind is JsonValueKind.True or JsonValueKind.False,
            ShapeKind.Integer or ShapeKind.Float => kind == JsonValueKind.Number,
            ShapeKind.Timestamp => kind == JsonValueKind.String && DateTimeOffset.TryParse((string)node!, out _),
            _ => kind == JsonValueKind.String,
        };
        Assert.True(fits, $"{path}: {node.ToJsonString()} is no {shape.Kind}.");
        if (s_enums.Value.TryGetValue(shape.Name, out var values) && !path.Contains(" request", StringComparison.Ordinal))
        {
            Assert.True(
                values.Contains((string)node!) || s_beyondModel.Contains((shape.Name, (string)node!)),
                $"{path}: {node.ToJsonString()} is not of {shape.Name}.");
        }
    }

    private static Dictionary<string, HashSet<string>> ReadEnums()
    {
        using var stream = typeof(ServiceModel).Assembly.GetManifestResourceStream("models/ec2.json")!;
        var shapes = (JsonObject)JsonNode.Parse(stream)!["shapes"]!;
        return shapes.Where(shape => shape.Value!["enum"] is not null).ToDictionary(
            shape => shape.Key,
            shape => ((JsonArray)shape.Value!["enum"]!).Select(value => (string)value!).ToHashSet(StringComparer.Ordinal));
    }
}
