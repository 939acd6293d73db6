using System.Text;
using System.Text.Json;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Wire;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Wire;

public class JsonServiceTests
{
    private static readonly ServiceModel s_model = Model();

    [Fact]
    public void The_target_names_the_operation_and_the_error_carries_code_and_message()
    {
        var protocol = new JsonProtocol();
        OperationModel operation = protocol.FindOperation(s_model, Request("com.example.Trail.Lookup", "{}"));
        WireResponse error = protocol.WriteError(s_model, new AwsErrorException("TrailNotFoundException", "no trail"), "id-1");

        Assert.Equal("Lookup", operation.Name);
        Assert.Equal("""{"__type":"TrailNotFoundException","Message":"no trail"}""", Encoding.UTF8.GetString(error.Body));
        Assert.Equal(("TrailNotFoundException", "id-1"), (error.Headers["x-amzn-ErrorType"], error.Headers["x-amzn-RequestId"]));
        Assert.Equal("application/x-amz-json-1.1", error.ContentType);
    }

    [Theory]
    [InlineData("""{"Count":"three"}""")]
    [InlineData("""{"Count":{}}""")]
    [InlineData("""[1]""")]
    [InlineData("""{""")]
    public void Parameters_that_cannot_be_read_are_refused(string body)
    {
        OperationModel operation = s_model.Operations["Lookup"];
        AwsErrorException refused = Assert.Throws<AwsErrorException>(
            () => new JsonProtocol().Parse(operation, Request("com.example.Trail.Lookup", body)));
        Assert.Equal("SerializationException", refused.Code);
    }

    [Fact]
    public void A_client_that_speaks_a_protocol_that_nobody_does_is_told_so()
    {
        WireRequest Request(string smithy) => new("POST", "/", new Dictionary<string, string> { ["smithy-protocol"] = smithy }, []);
        Assert.Equal("smithy-rpc-v2-cbor", ServiceProtocols.Choose(s_model, Request("rpc-v2-cbor")).Name);
        Assert.Equal("UnsupportedProtocol", Assert.Throws<AwsErrorException>(() => ServiceProtocols.Choose(s_model, Request("rpc-v2-json"))).Code);
        Assert.Equal("UnsupportedProtocol", Assert.Throws<AwsErrorException>(
            () => ServiceProtocols.Choose(ServiceModel.Embedded("sns")!, Request("rpc-v2-cbor"))).Code);
    }

    [Theory]
    [InlineData("com.example.Trail.Lookup", "json")]
    [InlineData(null, "query")]
    public void A_service_of_several_protocols_is_spoken_to_in_the_one_that_its_client_chose(string? target, string protocol) =>
        Assert.Equal(protocol, ServiceProtocols.Choose(s_model, Request(target, "")).Name);

    private static WireRequest Request(string? target, string body) => new(
        "POST", "/", target is null ? [] : new Dictionary<string, string> { ["X-Amz-Target"] = target }, Encoding.UTF8.GetBytes(body));

    private static ServiceModel Model()
    {
        const string Json = """
            {
              "metadata": { "protocol": "smithy-rpc-v2-cbor", "protocols": ["smithy-rpc-v2-cbor", "json", "query"],
                            "jsonVersion": "1.1", "targetPrefix": "com.example.Trail", "endpointPrefix": "trail" },
              "shapes": {
                "Number": { "type": "integer" },
                "Text": { "type": "string" },
                "LookupInput": { "type": "structure", "members": { "Count": { "shape": "Number" } } },
                "TrailNotFoundException": { "type": "structure", "exception": true, "members": { "Message": { "shape": "Text" } } }
              },
              "operations": [ { "name": "Lookup", "http": { "method": "POST", "requestUri": "/" }, "input": { "shape": "LookupInput" } } ]
            }
            """;
        using JsonDocument document = JsonDocument.Parse(Json);
        JsonElement root = document.RootElement;
        return ServiceModelReader.Read(
            root.GetProperty("metadata"), root.GetProperty("shapes"), root.GetProperty("operations").EnumerateArray());
    }
}
