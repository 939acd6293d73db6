using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.GuardDuty;

public class GuardDutyServiceTests
{
    private readonly SandboxAccount _account = SandboxAccount.Create();

    [Fact]
    public void A_Region_has_one_detector_and_refuses_another()
    {
        var id = (string)Call("CreateDetector", new() { ["Enable"] = true })["DetectorId"]!;
        var refusal = Assert.Throws<AwsErrorException>(() => Call("CreateDetector", new() { ["Enable"] = true }));
        Assert.Equal(("BadRequestException", 400), (refusal.Code, refusal.Status));
        Assert.Contains("a detector already exists for the current account", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(id, (string?)Call("ListDetectors", [])["DetectorIds"]![0]);
        Assert.Empty(_account.Invoke("guardduty", "ListDetectors", [], "eu-west-1")["DetectorIds"]!.AsArray());
    }

    [Fact]
    public void A_detector_of_another_Region_is_not_owned()
    {
        var id = (string)Call("CreateDetector", new() { ["Enable"] = true })["DetectorId"]!;
        Assert.Equal("BadRequestException", Assert.Throws<AwsErrorException>(() => _account.Invoke(
            "guardduty", "GetDetector", new() { ["DetectorId"] = id }, "eu-west-1")).Code);
    }

    [Theory]
    [InlineData(8, 9)]
    [InlineData(5, 31)]
    [InlineData(2, 5)]
    public void Samples_are_those_that_the_workshop_counts(int severity, int count)
    {
        var id = (string)Call("CreateDetector", new() { ["Enable"] = true })["DetectorId"]!;
        Call("CreateSampleFindings", new() { ["DetectorId"] = id });
        Assert.Equal(count, Ids(id, "severity", new() { ["Gte"] = severity, ["Lte"] = severity }).Count);
    }

    [Fact]
    public void Samples_asked_for_again_are_counted_not_doubled()
    {
        var id = (string)Call("CreateDetector", new() { ["Enable"] = true })["DetectorId"]!;
        var type = "Backdoor:EC2/XORDDOS";
        Call("CreateSampleFindings", new() { ["DetectorId"] = id, ["FindingTypes"] = new JsonArray(type) });
        Call("CreateSampleFindings", new() { ["DetectorId"] = id, ["FindingTypes"] = new JsonArray(type) });
        var found = Call("GetFindings", new() { ["DetectorId"] = id, ["FindingIds"] = Ids(id) })["Findings"]!.AsArray();
        Assert.Equal(2, (int?)Assert.Single(found)!["Service"]!["Count"]);
    }

    [Fact]
    public void An_archived_finding_is_found_by_that()
    {
        var id = (string)Call("CreateDetector", new() { ["Enable"] = true })["DetectorId"]!;
        Call("CreateSampleFindings", new() { ["DetectorId"] = id });
        var first = (string)Ids(id)[0]!;
        Call("ArchiveFindings", new() { ["DetectorId"] = id, ["FindingIds"] = new JsonArray(first) });
        Assert.Equal(first, (string?)Assert.Single(Ids(id, "service.archived", new() { ["Eq"] = new JsonArray("true") })));
        Assert.Equal(44, Ids(id, "service.archived", new() { ["Eq"] = new JsonArray("false") }).Count);
    }

    [Fact]
    public void What_GuardDuty_always_watches_cannot_be_turned_off()
    {
        var id = (string)Call("CreateDetector", new() { ["Enable"] = true })["DetectorId"]!;
        JsonObject Feature(string name, string status) => new()
        {
            ["DetectorId"] = id,
            ["Features"] = new JsonArray(new JsonObject { ["Name"] = name, ["Status"] = status }),
        };
        Assert.Equal("BadRequestException", Assert.Throws<AwsErrorException>(() => Call("UpdateDetector", Feature("FLOW_LOGS", "DISABLED"))).Code);
        Call("UpdateDetector", Feature("RUNTIME_MONITORING", "ENABLED"));
        var features = Call("GetDetector", new() { ["DetectorId"] = id })["Features"]!.AsArray().ToDictionary(f => (string)f!["Name"]!, f => (string)f!["Status"]!);
        Assert.Equal(("ENABLED", "ENABLED"), (features["FLOW_LOGS"], features["RUNTIME_MONITORING"]));
    }

    private JsonArray Ids(string detector, string? key = null, JsonObject? condition = null)
    {
        var all = new JsonArray();
        var token = "";
        do
        {
            var page = Call("ListFindings", new()
            {
                ["DetectorId"] = detector,
                ["MaxResults"] = 7,
                ["NextToken"] = token,
                ["FindingCriteria"] = key is null ? null : new JsonObject { ["Criterion"] = new JsonObject { [key] = condition?.DeepClone() } },
            });
            foreach (var id in page["FindingIds"]!.AsArray())
            {
                all.Add(id!.DeepClone());
            }

            token = (string)page["NextToken"]!;
        }
        while (token.Length > 0);
        return all;
    }

    private JsonObject Call(string operation, JsonObject input) => _account.Invoke("guardduty", operation, input);
}
