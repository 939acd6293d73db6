using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using AwsHardening.Sandbox.Wire;
using AwsHardening.UnitTests.SandboxTests.Wire;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Alarms;

/// <summary>CloudWatch answers in the protocol that it is asked in, by raw requests.</summary>
public class ProtocolTests
{
    private readonly AlarmScene _scene = new();

    [Fact]
    public async Task One_alarm_is_put_in_CBOR_and_read_in_CBOR_JSON_and_query_alike()
    {
        // {"AlarmName": "a", "Namespace": "Test", …, "Threshold": 1.5 in 16 bits}, its map of no said length.
        var body = new MemoryStream();
        body.WriteByte(0xbf);
        foreach (var (name, value) in new[]
        {
            ("AlarmName", "a"), ("Namespace", "Test"), ("MetricName", "Count"), ("Statistic", "Sum"), ("ComparisonOperator", "GreaterThanThreshold"),
        })
        {
            Text(body, name);
            Text(body, value);
        }

        Text(body, "Period");
        body.Write([0x19, 0x01, 0x2c]);
        Text(body, "EvaluationPeriods");
        body.WriteByte(0x01);
        Text(body, "Threshold");
        body.Write([0xf9, 0x3e, 0x00]);
        body.WriteByte(0xff);
        using var put = await CborAsync("PutMetricAlarm", body.ToArray());
        Assert.Equal(200, (int)put.StatusCode);

        using var cbor = await CborAsync("DescribeAlarms", [0xa0]);
        Assert.Equal(("rpc-v2-cbor", "application/cbor"), (cbor.Headers.GetValues("smithy-protocol").Single(), cbor.Content.Headers.ContentType!.MediaType));
        var bytes = await cbor.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        // A time has tag 1 and 64 bits: c1 fb.
        byte[] time = [.. "StateUpdatedTimestamp"u8, 0xc1, 0xfb];
        Assert.True(bytes.AsSpan().IndexOf(time) > 0);
        var inCbor = CborReader.ReadObject(bytes)["MetricAlarms"]![0]!;

        using var json = await SendAsync("/", "application/x-amz-json-1.0", "{}"u8.ToArray(), ("X-Amz-Target", "GraniteServiceVersion20100801.DescribeAlarms"));
        Assert.Equal("application/x-amz-json-1.0", json.Content.Headers.ContentType!.MediaType);
        var inJson = JsonNode.Parse(await json.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["MetricAlarms"]![0]!;

        using var query = WireClient.Of(_scene.Account, "monitoring");
        var inQuery = (await query.CallAsync("DescribeAlarms", ("Version", "2010-08-01"))).Body;

        Assert.Equal((1.5, 300, "a"), ((double)inCbor["Threshold"]!, (int)inCbor["Period"]!, (string)inCbor["AlarmName"]!));
        Assert.Equal((1.5, 300, "a"), ((double)inJson["Threshold"]!, (int)inJson["Period"]!, (string)inJson["AlarmName"]!));
        string InQuery(string name) => inQuery.Descendants().Single(element => element.Name.LocalName == name).Value;
        Assert.Equal(("1.5", "300", "a"), (InQuery("Threshold"), InQuery("Period"), InQuery("AlarmName")));
        Assert.Equal((double)inJson["StateUpdatedTimestamp"]!, (double)inCbor["StateUpdatedTimestamp"]!);
    }

    [Fact]
    public async Task An_error_has_its_shape_in_the_body_and_its_old_code_in_a_header()
    {
        var body = new MemoryStream();
        body.WriteByte(0xa3);
        foreach (var text in new[] { "AlarmName", "none", "StateValue", "OK", "StateReason", "r" })
        {
            Text(body, text);
        }

        using var cbor = await CborAsync("SetAlarmState", body.ToArray());
        Assert.Equal((404, "ResourceNotFound;Sender"), ((int)cbor.StatusCode, cbor.Headers.GetValues("x-amzn-query-error").Single()));
        Assert.Equal("ResourceNotFound", (string?)CborReader.ReadObject(await cbor.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))["__type"]);

        using var json = await SendAsync(
            "/", "application/x-amz-json-1.0", """{"MetricName":"m","Namespace":"n","StartTime":1,"EndTime":1,"Period":60,"Statistics":["Sum"]}"""u8.ToArray(),
            ("X-Amz-Target", "GraniteServiceVersion20100801.GetMetricStatistics"));
        Assert.Equal("InvalidParameterCombination;Sender", json.Headers.GetValues("x-amzn-query-error").Single());
        Assert.Contains("\"__type\":\"InvalidParameterCombinationException\"", await json.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        using var query = WireClient.Of(_scene.Account, "monitoring");
        var answer = await query.CallAsync("SetAlarmState", ("AlarmName", "none"), ("StateValue", "OK"), ("StateReason", "r"));
        Assert.Equal("ResourceNotFound", answer["Code"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ff")]
    [InlineData("a161")]
    [InlineData("a1616a")]
    [InlineData("bf616101")]
    [InlineData("a10101")]
    [InlineData("a0a0")]
    [InlineData("9f")]
    [InlineData("bb7fffffffffffffff")]
    public void What_is_no_CBOR_map_is_refused(string hex)
    {
        if (hex.Length == 0)
        {
            Assert.Empty(CborReader.ReadObject([]));
            return;
        }

        Assert.Throws<FormatException>(() => CborReader.ReadObject(Convert.FromHexString(hex)));
    }

    [Theory]
    // Appendix A of RFC 8949.
    [InlineData("1bffffffffffffffff", "18446744073709551615")]
    [InlineData("3bffffffffffffffff", "-18446744073709551616")]
    [InlineData("3903e7", "-1000")]
    [InlineData("f93c00", "1")]
    [InlineData("fa47c35000", "100000")]
    [InlineData("fb3ff199999999999a", "1.1")]
    [InlineData("f97e00", "\"NaN\"")]
    [InlineData("f9fc00", "\"-Infinity\"")]
    [InlineData("f4", "false")]
    [InlineData("f6", "null")]
    [InlineData("c11a514b67b0", "1363896240")]
    [InlineData("4401020304", "\"AQIDBA==\"")]
    [InlineData("5f42010243030405ff", "\"AQIDBAU=\"")]
    [InlineData("7f657374726561646d696e67ff", "\"streaming\"")]
    [InlineData("9f018202039f0405ffff", "[1,[2,3],[4,5]]")]
    [InlineData("bf6346756ef563416d7421ff", "{\"Fun\":true,\"Amt\":-2}")]
    public void The_examples_of_RFC_8949_are_read(string hex, string json) =>
        Assert.Equal(json, CborReader.ReadObject([0xa1, 0x61, (byte)'v', .. Convert.FromHexString(hex)])["v"]?.ToJsonString() ?? "null");

    private static void Text(MemoryStream body, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        body.Write(bytes.Length < 24 ? [(byte)(0x60 | bytes.Length)] : [0x78, (byte)bytes.Length]);
        body.Write(bytes);
    }

    private Task<HttpResponseMessage> CborAsync(string operation, byte[] body) =>
        SendAsync($"/service/GraniteServiceVersion20100801/operation/{operation}", "application/cbor", body, ("smithy-protocol", "rpc-v2-cbor"));

    private async Task<HttpResponseMessage> SendAsync(string path, string type, byte[] body, (string Name, string Value) header)
    {
        using var http = new HttpClient(_scene.Account.CreateHandler());
        using var client = new WireClient(http, "monitoring");
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://monitoring.us-east-1.amazonaws.com" + path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        request.Headers.TryAddWithoutValidation("Authorization", client.Scope());
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
