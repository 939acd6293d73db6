using System.Text;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Wire;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Wire;

public class ConformanceInputTests
{
    [Theory]
    [InlineData("ec2")]
    [InlineData("query")]
    [InlineData("json")]
    [InlineData("json_1_0")]
    [InlineData("rest-json")]
    [InlineData("rest-xml")]
    public void A_serialized_request_is_read_back_to_its_parameters(string protocol) => Conformance.Run("input", protocol, Check);

    private static string? Check(ConformanceCase one)
    {
        JsonObject serialized = one.Case["serialized"]!.AsObject();
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, JsonNode? value) in serialized["headers"]?.AsObject() ?? [])
        {
            headers[name] = value!.GetValue<string>();
        }

        var request = new WireRequest(
            (string)serialized["method"]!, (string)serialized["uri"]!, headers,
            Encoding.UTF8.GetBytes((string?)serialized["body"] ?? ""));
        ServiceProtocol protocol = ServiceProtocols.Choose(one.Model, request);
        OperationModel operation = protocol.FindOperation(one.Model, request);
        if (operation.Name != one.Operation.Name)
        {
            return $"was taken for {operation.Name}";
        }

        JsonObject expected = one.Operation.Input is { } input
            ? ModelForm.Of(input.Shape, one.Case["params"]!.AsObject())
            : [];
        JsonObject parsed = protocol.Parse(operation, request);
        return ModelForm.AreEqual(expected, parsed)
            ? null
            : $"expected {expected.ToJsonString()}\n  parsed {parsed.ToJsonString()}";
    }
}
