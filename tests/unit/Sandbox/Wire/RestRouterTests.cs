using System.Text.Json;
using AwsHardening.Sandbox.Wire;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Wire;

public class RestRouterTests
{
    private static readonly ServiceModel s_model = Model("""
        {
          "metadata": { "protocol": "rest-xml", "serviceId": "S3", "endpointPrefix": "s3" },
          "shapes": {
            "Text": { "type": "string" },
            "Object": { "type": "structure", "required": ["Bucket", "Key"], "members": {
              "Bucket": { "shape": "Text", "location": "uri", "locationName": "Bucket" },
              "Key": { "shape": "Text", "location": "uri", "locationName": "Key" } } },
            "Part": { "type": "structure", "required": ["Bucket", "Key", "UploadId"], "members": {
              "Bucket": { "shape": "Text", "location": "uri", "locationName": "Bucket" },
              "Key": { "shape": "Text", "location": "uri", "locationName": "Key" },
              "UploadId": { "shape": "Text", "location": "querystring", "locationName": "uploadId" } } },
            "Copy": { "type": "structure", "required": ["CopySource"], "members": {
              "CopySource": { "shape": "Text", "location": "header", "locationName": "x-amz-copy-source" } } }
          },
          "operations": [
            { "name": "ListBuckets", "http": { "method": "GET", "requestUri": "/" } },
            { "name": "ListObjects", "http": { "method": "GET", "requestUri": "/{Bucket}" } },
            { "name": "ListObjectsV2", "http": { "method": "GET", "requestUri": "/{Bucket}?list-type=2" } },
            { "name": "GetBucketAcl", "http": { "method": "GET", "requestUri": "/{Bucket}?acl" } },
            { "name": "GetObject", "http": { "method": "GET", "requestUri": "/{Bucket}/{Key+}" }, "input": { "shape": "Object" } },
            { "name": "ListParts", "http": { "method": "GET", "requestUri": "/{Bucket}/{Key+}" }, "input": { "shape": "Part" } },
            { "name": "PutObject", "http": { "method": "PUT", "requestUri": "/{Bucket}/{Key+}" }, "input": { "shape": "Object" } },
            { "name": "CopyObject", "http": { "method": "PUT", "requestUri": "/{Bucket}/{Key+}" }, "input": { "shape": "Copy" } }
          ]
        }
        """);

    [Theory]
    [InlineData("GET", "/", "ListBuckets")]
    [InlineData("GET", "/b", "ListObjects")]
    [InlineData("GET", "/b/", "ListObjects")]
    [InlineData("GET", "/b?list-type=2&prefix=x", "ListObjectsV2")]
    [InlineData("GET", "/b?acl", "GetBucketAcl")]
    [InlineData("GET", "/b?acl=", "GetBucketAcl")]
    [InlineData("GET", "/b/k/l", "GetObject")]
    [InlineData("GET", "/b/k?uploadId=1", "ListParts")]
    [InlineData("PUT", "/b/k", "PutObject")]
    [InlineData("DELETE", "/b/k", null)]
    public void The_most_particular_operation_that_fits_is_meant(string method, string target, string? operation) =>
        Assert.Equal(operation, RestRouter.Of(s_model).Find(Request(method, target))?.Name);

    [Fact]
    public void A_required_header_tells_operations_apart()
    {
        WireRequest request = Request("PUT", "/b/k", ("X-Amz-Copy-Source", "/c/k"));
        Assert.Equal("CopyObject", RestRouter.Of(s_model).Find(request)?.Name);
    }

    [Fact]
    public void A_greedy_label_keeps_its_slashes_and_loses_its_escapes()
    {
        OperationModel operation = s_model.Operations["GetObject"];
        var input = new RestXmlProtocol().Parse(operation, Request("GET", "/b/k%20k/l%2Fm"));
        Assert.Equal("""{"Bucket":"b","Key":"k k/l/m"}""", input.ToJsonString());
    }

    private static WireRequest Request(string method, string target, params (string Name, string Value)[] headers) =>
        new(method, target, headers.ToDictionary(h => h.Name, h => h.Value, StringComparer.OrdinalIgnoreCase), []);

    private static ServiceModel Model(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement root = document.RootElement;
        return ServiceModelReader.Read(
            root.GetProperty("metadata"), root.GetProperty("shapes"), root.GetProperty("operations").EnumerateArray());
    }
}
