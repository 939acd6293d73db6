using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Wire;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Wire;

public class ConformanceOutputTests
{
    // Headers that the host of a service writes, or that have no business in a response.
    private static readonly HashSet<string> s_unwritten =
        new(["Content-Length", "X-Amz-Target", "X-Amzn-Requestid"], StringComparer.OrdinalIgnoreCase);

    [Theory]
    [InlineData("ec2")]
    [InlineData("query")]
    [InlineData("json")]
    [InlineData("json_1_0")]
    [InlineData("rest-json")]
    [InlineData("rest-xml")]
    public void A_result_is_written_as_the_serialized_response(string protocol) => Conformance.Run("output", protocol, Check);

    private static string? Check(ConformanceCase one)
    {
        ServiceProtocol protocol = ServiceProtocols.Find(one.Model.Protocols[0])!;
        JsonObject response = one.Case["response"]!.AsObject();
        string? body = (string?)response["body"];
        string requestId = RequestId(body);
        WireResponse written = one.Case["errorCode"] is null
            ? protocol.Write(one.Model, one.Operation, Result(one), requestId)
            : protocol.WriteError(one.Model, Error(one, body, (int)response["status_code"]!), requestId);

        var problems = new List<string>();
        if (written.Status != (int)response["status_code"]!)
        {
            problems.Add($"status {written.Status} and not {response["status_code"]}");
        }

        foreach ((string name, JsonNode? value) in response["headers"]?.AsObject() ?? [])
        {
            string expected = Sanitize(name, value!.GetValue<string>());
            string? actual = written.Headers.GetValueOrDefault(name);
            if (!s_unwritten.Contains(name) && Sanitize(name, actual) != expected)
            {
                problems.Add($"header {name}: {actual ?? "absent"} and not {expected}");
            }
        }

        if (body is not null && BodyProblem(body, Encoding.UTF8.GetString(written.Body)) is { } problem)
        {
            problems.Add(problem);
        }

        return problems.Count == 0 ? null : string.Join("\n  ", problems);
    }

    private static JsonObject Result(ConformanceCase one) =>
        one.Operation.Output is { } output ? ModelForm.Of(output.Shape, one.Case["result"]!.AsObject()) : [];

    private static AwsErrorException Error(ConformanceCase one, string? body, int status)
    {
        Shape shape = one.Model.Shapes[one.Given.GetProperty("errors")[0].GetProperty("shape").GetString()!];
        // Some cases leave the message out of what they expect of a client, and still send one.
        string message = (string?)one.Case["errorMessage"]
            ?? (body?.TrimStart().StartsWith('<') == true
                ? XElement.Parse(body).Descendants().FirstOrDefault(element => element.Name.LocalName == "Message")?.Value
                : null)
            ?? "";
        return new AwsErrorException(shape.ErrorCode ?? shape.Name, message, status)
        {
            Details = ModelForm.Of(shape, one.Case["error"]!.AsObject()),
        };
    }

    private static string RequestId(string? body) => body?.TrimStart().StartsWith('<') == true
        ? XElement.Parse(body.TrimStart()).Descendants()
            .FirstOrDefault(element => element.Name.LocalName.Equals("requestId", StringComparison.OrdinalIgnoreCase))?.Value ?? "id"
        : "id";

    private static string? BodyProblem(string expected, string actual)
    {
        if (expected.TrimStart().StartsWith('<') && actual.StartsWith('<'))
        {
            string[] unmentioned =
                [.. new[] { "requestId", "ResponseMetadata" }.Where(name => !expected.Contains($"<{name}>", StringComparison.Ordinal))];
            string left = XmlEquivalence.Canonical(expected);
            string right = XmlEquivalence.Canonical(actual, unmentioned);
            return left == right ? null : $"expected\n{left}\n  written\n{right}";
        }

        if (expected.TrimStart().StartsWith('{') && actual.StartsWith('{'))
        {
            JsonObject left = WithBareType(JsonNode.Parse(expected)!.AsObject());
            JsonObject right = WithBareType(JsonNode.Parse(actual)!.AsObject());
            return ModelForm.AreEqual(left, right) ? null : $"expected {left.ToJsonString()}\n  written {right.ToJsonString()}";
        }

        return expected == actual ? null : $"expected {expected}\n  written {actual}";
    }

    // Clients take "namespace#Name:uri" for "Name", so the three say the same.
    private static string BareType(string type) => type.Split('#')[^1].Split(':')[0];

    private static JsonObject WithBareType(JsonObject body)
    {
        if (body["__type"] is { } type)
        {
            body["__type"] = BareType(type.GetValue<string>());
        }

        return body;
    }

    private static string Sanitize(string header, string? value) => header.ToUpperInvariant() switch
    {
        "CONTENT-TYPE" => value?.Split(';')[0] ?? "",
        "X-AMZN-ERRORTYPE" => BareType(value ?? ""),
        _ => value ?? "",
    };
}
