using System.Text.Json.Nodes;
using Amazon.Runtime;
using AwsHardening.Clients.Runtime.Calls;
using AwsHardening.FidelityTests.Yardstick;
using Xunit;

namespace AwsHardening.FidelityTests.Conformance;

/// <summary>The runtime against AWS's own protocol compliance cases.</summary>
public class ComplianceTests
{
    static ComplianceTests() => IdempotencyTokens.Next = () => "00000000-0000-4000-8000-000000000000";

    public static TheoryData<string> Protocols => [.. ComplianceCases.Protocols];

    [Theory]
    [MemberData(nameof(Protocols))]
    public Task Requests_comply(string protocol) => Check("input", protocol, async (suite, each) =>
    {
        var operation = new DynamicModel(suite).Operation(each["given"]!);
        var wire = new Wire(new CannedResponse(200, new Dictionary<string, string>(), "<Ok/>"u8.ToArray()));
        using var client = new DynamicClient(wire, suite["clientEndpoint"]?.GetValue<string>() ?? "https://service.test/");
        try
        {
            await client.CallAsync(operation, (DynamicRequest)CaseValues.FromCase(operation.Input, each["params"])!);
        }
        catch (Exception) when (wire.Sent is not null)
        {
            // The canned answer need not fit the operation: only the request counts here.
        }

        return wire.Sent is null ? "nothing was sent" : RequestExpectation.Check(each["serialized"]!, wire.Sent);
    });

    [Theory]
    [MemberData(nameof(Protocols))]
    public Task Responses_comply(string protocol) => Check("output", protocol, async (suite, each) =>
    {
        var operation = new DynamicModel(suite).Operation(each["given"]!);
        var response = each["response"]!;
        var headers = response["headers"]?.AsObject().ToDictionary(h => h.Key, h => h.Value!.GetValue<string>()) ?? [];
        var body = System.Text.Encoding.UTF8.GetBytes(response["body"]?.GetValue<string>() ?? "");
        using var client = new DynamicClient(
            new Wire(new CannedResponse(response["status_code"]!.GetValue<int>(), headers, body)), "https://service.test/");
        object answer;
        try
        {
            answer = await client.CallAsync(operation, new DynamicRequest());
        }
        catch (AmazonServiceException error)
        {
            answer = error;
        }

        return ResponseExpectation.Check(each, answer);
    });

    private static async Task Check(string direction, string protocol, Func<JsonNode, JsonNode, Task<string?>> check)
    {
        if (ComplianceCases.Folder is null)
        {
            Assert.Skip("shared/conformance/aws-protocols is not on this machine, and AWS_HARDENING_CONFORMANCE does not name it");
        }

        var exclusions = ComplianceCases.Exclusions(direction, protocol);
        var (failures, passed) = (new List<string>(), 0);
        foreach (var (suite, each) in ComplianceCases.Read(direction, protocol))
        {
            var id = each["id"]!.GetValue<string>();
            var problem = await Problem(() => check(suite, each));
            var excluded = exclusions.Remove(id);
            if (problem is not null && !excluded)
            {
                failures.Add($"{id}: {problem}");
            }
            else if (problem is null && excluded)
            {
                failures.Add($"{id} is excluded, but passes");
            }
            else if (!excluded)
            {
                passed++;
            }
        }

        failures.AddRange(exclusions.Keys.Select(id => $"{id} is excluded, but there is no such case"));
        TestContext.Current.TestOutputHelper?.WriteLine($"{direction} {protocol}: {passed} passed");
        Assert.True(failures.Count == 0, $"{failures.Count} cases:\n{string.Join("\n\n", failures)}");
    }

    private static async Task<string?> Problem(Func<Task<string?>> check)
    {
        try
        {
            return await check();
        }
        catch (Exception error)
        {
            return error.ToString();
        }
    }
}
