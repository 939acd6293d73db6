using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Faults;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Wire;

public class FaultTests
{
    [Theory]
    [InlineData(FaultKind.Throttle, "ec2", 503, "RequestLimitExceeded")]
    [InlineData(FaultKind.ServerError, "ec2", 500, "InternalError")]
    [InlineData(FaultKind.AccessDenied, "ec2", 403, "UnauthorizedOperation")]
    [InlineData(FaultKind.ExpiredToken, "ec2", 400, "RequestExpired")]
    [InlineData(FaultKind.Throttle, "sts", 400, "Throttling")]
    [InlineData(FaultKind.AccessDenied, "sts", 403, "AccessDenied")]
    [InlineData(FaultKind.ExpiredToken, "sts", 403, "ExpiredToken")]
    public async Task A_fault_that_answers_does_so_in_the_words_of_the_service_and_without_effect(
        FaultKind kind, string service, int status, string code)
    {
        (SandboxAccount account, _) = StubService.Account();
        var stub = new StubService(service);
        account.Register(stub);
        account.Faults.Add(new FaultRule(kind));
        using var client = WireClient.Of(account, service);

        WireClient.Answer answer = await client.CallAsync(service == "ec2" ? "CreateVpc" : "GetSessionToken");

        Assert.Equal((status, code), ((int)answer.Status, answer["Code"]));
        Assert.Empty(stub.Effects);
        SandboxCall call = Assert.Single(account.Calls);
        Assert.Equal((code, kind, false), (call.ErrorCode, call.Fault, call.Mutating));
    }

    [Fact]
    public async Task A_denial_names_the_caller_and_the_action()
    {
        (SandboxAccount account, _) = StubService.Account();
        account.Faults.Add(new FaultRule(FaultKind.AccessDenied));
        using var client = WireClient.Of(account);
        string message = (await client.CallAsync("DescribeVpcs"))["Message"]!;
        Assert.Contains("arn:aws:iam::123456789012:user/admin", message, StringComparison.Ordinal);
        Assert.Contains("ec2:DescribeVpcs", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FaultKind.TimeoutBeforeEffect, typeof(TaskCanceledException), false)]
    [InlineData(FaultKind.TimeoutAfterEffect, typeof(TaskCanceledException), true)]
    [InlineData(FaultKind.DropResponse, typeof(HttpRequestException), true)]
    public async Task A_fault_without_answer_looks_to_the_client_as_the_network_would(FaultKind kind, Type exception, bool effect)
    {
        (SandboxAccount account, StubService ec2) = StubService.Account();
        account.Faults.Add(new FaultRule(kind, "ec2", "CreateVpc"));
        using var client = WireClient.Of(account);

        Exception seen = await Assert.ThrowsAsync(exception, () => client.CallAsync("CreateVpc"));

        Assert.True(seen.InnerException is TimeoutException or IOException);
        Assert.Equal(effect ? 1 : 0, ec2.Effects.Count);
        SandboxCall call = Assert.Single(account.Calls);
        Assert.Equal((null, kind, effect), (call.ErrorCode, call.Fault, call.Mutating));
    }

    [Fact]
    public async Task Rules_count_the_calls_that_match_them()
    {
        (SandboxAccount account, _) = StubService.Account();
        account.Faults
            .Add(new FaultRule(FaultKind.Throttle, "ec2", "Describe*") { When = FaultOccurrence.Nth(2) })
            .Add(new FaultRule(FaultKind.ServerError, "ec2", "Create*") { When = FaultOccurrence.After(1) })
            .Add(new FaultRule(FaultKind.AccessDenied, "sts"));
        using var client = WireClient.Of(account);

        foreach (string action in new[] { "DescribeVpcs", "CreateVpc", "DescribeTags", "DescribeVpcs", "CreateVpc", "CreateSubnet" })
        {
            await client.CallAsync(action, ("VpcId", "vpc-1"), ("CidrBlock", "10.0.0.0/24"));
        }

        Assert.Equal(
            [null, null, "RequestLimitExceeded", null, "InternalError", "InternalError"], account.Calls.Select(call => call.ErrorCode));
    }

    [Fact]
    public async Task The_first_rule_decides_and_the_first_calls_can_be_struck_alone()
    {
        (SandboxAccount account, _) = StubService.Account();
        account.Faults
            .Add(new FaultRule(FaultKind.Throttle) { When = FaultOccurrence.First(1) })
            .Add(new FaultRule(FaultKind.ServerError) { When = FaultOccurrence.First(2) });
        using var client = WireClient.Of(account);

        for (int i = 0; i < 3; i++)
        {
            await client.CallAsync("DescribeVpcs");
        }

        Assert.Equal(["RequestLimitExceeded", "InternalError", null], account.Calls.Select(call => call.ErrorCode));
        account.Faults.Add(new FaultRule(FaultKind.Throttle));
        account.Faults.Clear();
        Assert.Null((await client.CallAsync("DescribeVpcs"))["Code"]);
    }

    [Fact]
    public async Task Latency_takes_time_on_the_clock_of_the_account_and_lets_the_call_through()
    {
        (SandboxAccount account, StubService ec2) = StubService.Account();
        account.Faults.Add(new FaultRule(FaultKind.Latency) { Delay = TimeSpan.FromMinutes(10) });
        using var client = WireClient.Of(account);

        await client.CallAsync("CreateVpc");

        Assert.Single(ec2.Effects);
        SandboxCall call = Assert.Single(account.Calls);
        Assert.Equal(FaultKind.Latency, call.Fault);
        Assert.True(call.Mutating);
        Assert.Equal(SteppingClock.DefaultStart.AddMinutes(10), call.Time);
    }
}
