using System.Text.Json.Nodes;
using AwsHardening.ClientGenerator.Model;

namespace AwsHardening.ClientGenerator.Emit;

/// <summary>Emits the endpoint rules as C#: a Region and the FIPS and dual-stack switches become an endpoint of the right partition.</summary>
internal sealed class EndpointEmitter(ServiceModel service)
{
    private readonly JsonNode _rules = service.EndpointRules
        ?? throw new UsageException($"{service.Namespace}: the model has no endpointRuleSet; refresh it.");

    public string EmitParameters()
    {
        var code = new CodeWriter(service.Namespace + ".Endpoints", "Amazon.Runtime.Endpoints");
        code.Line();
        EmitParameters(code, $"{service.Client}EndpointParameters");
        return code.ToString();
    }

    public string EmitProvider()
    {
        var code = new CodeWriter(
            service.Namespace + ".Internal", "Amazon.Runtime", "Amazon.Runtime.Endpoints",
            "Amazon.Runtime.Internal.Endpoints.StandardLibrary");
        code.Line();
        using (code.Open($"internal sealed class Amazon{service.Client}EndpointProvider : IEndpointProvider"))
        {
            EmitResolve(code);
        }

        return code.ToString();
    }

    private void EmitParameters(CodeWriter code, string name)
    {
        using var body = code.Open($"public class {name} : EndpointParameters");
        using (code.Open($"public {name}()"))
        {
            foreach (var (parameter, json) in Parameters().Where(p => p.Json.ContainsKey("default")))
            {
                code.Line($"{parameter} = {Constant(json["default"]!)};");
            }
        }

        foreach (var (parameter, json) in Parameters())
        {
            var type = json.Text("type")!.ToUpperInvariant() switch
            {
                "BOOLEAN" => "bool?",
                "STRINGARRAY" => "IEnumerable<string>",
                _ => "string",
            };
            code.Line($"public {type} {parameter} {{ get => ({type})this[\"{parameter}\"]; set => this[\"{parameter}\"] = value; }}");
        }
    }

    private void EmitResolve(CodeWriter code)
    {
        using var method = code.Open("public Endpoint ResolveEndpoint(EndpointParameters parameters)");
        code.Line("ArgumentNullException.ThrowIfNull(parameters);");
        foreach (var (parameter, json) in Parameters().Where(p => p.Json.Flag("required")))
        {
            code.Line($"if (parameters[\"{parameter}\"] == null) throw new AmazonClientException(\"{parameter} parameter must be set for endpoint resolution\");");
        }

        code.Line("var refs = new Dictionary<string, object>();");
        foreach (var (parameter, _) in Parameters())
        {
            code.Line($"refs[\"{parameter}\"] = parameters[\"{parameter}\"];");
        }

        EmitRules(code, _rules["rules"]!.AsArray());
        code.Line("throw new AmazonClientException(\"Cannot resolve endpoint\");");
    }

    private IEnumerable<(string Name, JsonObject Json)> Parameters() =>
        _rules["parameters"]!.AsObject().Select(p => (p.Key, p.Value!.AsObject()));

    private static void EmitRules(CodeWriter code, JsonArray rules)
    {
        foreach (var rule in rules)
        {
            var conditions = rule!["conditions"]!.AsArray().Select(c => Condition(c!)).ToList();
            using var body = code.Open(conditions.Count == 0 ? "" : $"if ({string.Join(" && ", conditions)})");
            switch (rule.Text("type"))
            {
                case "tree":
                    EmitRules(code, rule["rules"]!.AsArray());
                    break;
                case "error":
                    code.Line($"throw new AmazonClientException({Text(rule["error"]!)});");
                    break;
                case "endpoint":
                    var endpoint = rule["endpoint"]!;
                    code.Line($"return new Endpoint({Text(endpoint["url"]!)}, {Document(endpoint["properties"])}, {Document(endpoint["headers"])});");
                    break;
            }
        }
    }

    /// <summary>A condition holds when its function gives neither null nor false; it may name its result.</summary>
    private static string Condition(JsonNode condition)
    {
        var call = Call(condition);
        if (condition.Text("assign") is { } name)
        {
            return $"(refs[{CodeWriter.Literal(name)}] = {call}) != null";
        }

        return condition.Text("fn") is "getAttr" or "substring" or "parseURL" or "aws.partition" or "aws.parseArn" or "uriEncode"
            ? call + " != null"
            : call;
    }

    private static string Call(JsonNode node)
    {
        var arguments = node["argv"]!.AsArray().Select(a => a!).ToList();
        return node.Text("fn") switch
        {
            "isSet" => $"Fn.IsSet({Value(arguments[0])})",
            "not" => $"!({Condition(arguments[0])})",
            "booleanEquals" or "stringEquals" => $"Equals({Value(arguments[0])}, {Value(arguments[1])})",
            "getAttr" => $"Fn.GetAttr({Value(arguments[0])}, {Value(arguments[1])})",
            "aws.partition" => $"Fn.Partition({Text(arguments[0])})",
            "aws.parseArn" => $"Fn.ParseArn({Text(arguments[0])})",
            "parseURL" => $"Fn.ParseURL({Text(arguments[0])})",
            "uriEncode" => $"Fn.UriEncode({Text(arguments[0])})",
            "isValidHostLabel" => $"Fn.IsValidHostLabel({Text(arguments[0])}, {Value(arguments[1])})",
            "substring" => $"Fn.Substring({Text(arguments[0])}, {Value(arguments[1])}, {Value(arguments[2])}, {Value(arguments[3])})",
            var other => throw new UsageException($"The endpoint function {other} is not known."),
        };
    }

    private static string Value(JsonNode node) => node switch
    {
        JsonObject reference when reference.Text("ref") is { } name => $"refs[{CodeWriter.Literal(name)}]",
        JsonObject => Call(node),
        _ => Constant(node),
    };

    private static string Text(JsonNode node) => node is JsonValue ? Value(node) : $"(string){Value(node)}";

    private static string Constant(JsonNode node) => node.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.True => "true",
        System.Text.Json.JsonValueKind.False => "false",
        System.Text.Json.JsonValueKind.Number => node.ToString(),
        _ when node.ToString().Contains('{', StringComparison.Ordinal) => $"Fn.Interpolate({CodeWriter.Literal(node.ToString())}, refs)",
        _ => CodeWriter.Literal(node.ToString()),
    };

    private static string Document(JsonNode? node) => node is JsonObject { Count: > 0 }
        ? $"Fn.InterpolateJson({CodeWriter.Literal(node.ToJsonString())}, refs)"
        : "\"\"";
}
