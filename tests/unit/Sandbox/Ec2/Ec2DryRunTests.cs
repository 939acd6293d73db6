using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Ec2;

/// <summary>Every operation that can be tried without effect, tried with a request that would succeed.</summary>
public class Ec2DryRunTests
{
    private static readonly Dictionary<string, object> s_requests = new SpareParts(Bench()).Requests();

    public static TheoryData<string> Operations => [.. s_requests.Keys];

    [Fact]
    public void No_operation_that_knows_dry_run_is_left_out() => Assert.Equal(
        ModelCheck.Operations.Values.Where(operation => operation.Input?.Shape.Find("DryRun") is not null)
            .Select(operation => operation.Name).Order(StringComparer.Ordinal),
        s_requests.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Operations))]
    public void It_says_that_it_would_have_succeeded_and_changes_nothing(string operation)
    {
        // The same account again: ids are the same in every run.
        var bench = Bench();
        _ = new SpareParts(bench);
        var before = Picture(bench);
        var request = (JsonObject)JsonSerializer.SerializeToNode(s_requests[operation])!;
        request["DryRun"] = true;
        var error = bench.Refused(operation, request);
        Assert.Equal(("DryRunOperation", 412), (error.Code, error.Status));
        Assert.Equal(before, Picture(bench));
        request.Remove("DryRun");
        bench.Call(operation, request);
    }

    [Fact]
    public void What_would_be_refused_is_refused_in_a_dry_run_too() => Assert.Equal("InvalidGroup.NotFound", new Ec2Bench().Refused(
        "DeleteSecurityGroup", new { GroupId = "sg-00000000", DryRun = true }).Code);

    private static Ec2Bench Bench() => new("Fnd203", options => options with { AddressesPerRegion = 9, VpcsPerRegion = 9 });

    /// <summary>Every answer of every Describe operation that needs no parameter.</summary>
    private static string Picture(Ec2Bench bench) => string.Join('\n', s_requests
        .Where(request => request.Value == SpareParts.Nothing && request.Key.StartsWith("Describe", StringComparison.Ordinal))
        .Select(request => bench.Call(request.Key).ToJsonString()));
}
