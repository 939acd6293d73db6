using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Wire;

public class AccountTests
{
    [Fact]
    public async Task Calls_are_recorded_with_parameters_time_error_and_whether_they_changed_anything()
    {
        (SandboxAccount account, _) = StubService.Account((operation, input, _) =>
        {
            DryRun.ThrowIfAsked(input);
            return operation == "DeleteVpc" ? throw new AwsErrorException("InvalidVpcID.NotFound", "no") : [];
        });
        using var client = WireClient.Of(account);

        await client.CallAsync("DescribeVpcs", ("VpcId.1", "vpc-1"));
        await client.CallAsync("CreateVpc", ("CidrBlock", "10.0.0.0/16"));
        WireClient.Answer dry = await client.CallAsync("CreateVpc", ("DryRun", "true"));
        await client.CallAsync("DeleteVpc", ("VpcId", "vpc-2"));
        await client.CallAsync("DeleteVpc");

        Assert.Equal(412, (int)dry.Status);
        Assert.Equal(
            [
                ("DescribeVpcs", null, false), ("CreateVpc", null, true), ("CreateVpc", "DryRunOperation", false),
                ("DeleteVpc", "InvalidVpcID.NotFound", false), ("DeleteVpc", "MissingParameter", false),
            ],
            account.Calls.Select(call => (call.Operation, call.ErrorCode, call.Mutating)));
        Assert.Equal([1, 2, 3, 4, 5], account.Calls.Select(call => call.Sequence));
        Assert.Equal("""{"VpcIds":["vpc-1"]}""", account.Calls[0].Parameters.ToJsonString());
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), account.Calls[0].Time);
        Assert.Equal(TimeSpan.FromSeconds(1), account.Calls[1].Time - account.Calls[0].Time);
    }

    [Fact]
    public async Task Forgetting_the_calls_keeps_the_numbering_and_earlier_copies()
    {
        (SandboxAccount account, _) = StubService.Account();
        using var client = WireClient.Of(account);
        await client.CallAsync("DescribeVpcs");
        IReadOnlyList<SandboxCall> before = account.Calls;

        account.ClearCalls();
        await client.CallAsync("DescribeVpcs");

        Assert.Equal(1, Assert.Single(before).Sequence);
        Assert.Equal(2, Assert.Single(account.Calls).Sequence);
    }

    [Theory]
    [InlineData("DescribeVpcs", false)]
    [InlineData("GetManagedPrefixListEntries", false)]
    [InlineData("ListBuckets", false)]
    [InlineData("HeadBucket", false)]
    [InlineData("LookupEvents", false)]
    [InlineData("SearchTransitGatewayRoutes", false)]
    [InlineData("BatchGetResourceConfig", false)]
    [InlineData("AssumeRole", false)]
    [InlineData("CreateTags", true)]
    [InlineData("RevokeSecurityGroupIngress", true)]
    [InlineData("TerminateInstances", true)]
    public void Reads_and_changes_are_told_apart_by_name(string operation, bool mutating) =>
        Assert.Equal(mutating, OperationKind.IsMutating(operation, []));

    [Fact]
    public void A_direct_call_is_recorded_only_where_asked_and_shares_nothing_with_its_caller()
    {
        (SandboxAccount account, StubService ec2) = StubService.Account();
        var input = new JsonObject { ["CidrBlock"] = "10.0.0.0/16", ["Ipv4NetmaskLength"] = 16 };

        account.Invoke("ec2", "CreateVpc", input);
        account.Invoke("ec2", "CreateVpc", input, "eu-west-1", record: true);

        Assert.NotSame(input, ec2.Effects[0].Input);
        Assert.Equal(16L, (long)ec2.Effects[0].Input["Ipv4NetmaskLength"]!);
        Assert.Equal(("us-east-1", "eu-west-1"), (ec2.Effects[0].Context.Region, ec2.Effects[1].Context.Region));
        Assert.Equal("eu-west-1", Assert.Single(account.Calls).Region);
    }

    [Fact]
    public void Ids_are_the_same_in_every_run_shaped_as_AWS_shapes_them_and_independent_of_other_kinds()
    {
        IdSource first = new(), second = new(), other = new(seed: 1);
        second.Next("vpc");

        string id = first.Next("sg");
        Assert.Matches("^sg-0[0-9a-f]{16}$", id);
        Assert.Equal(id, second.Next("sg"));
        Assert.NotEqual(id, other.Next("sg"));
        Assert.NotEqual(id, first.Next("sg"));
        Assert.Matches("^AKIA[A-Z2-7]{16}$", first.NextBase32("AKIA", 20));
        Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$", first.NextUuid("request"));
    }

    [Fact]
    public async Task A_process_that_dies_before_a_call_leaves_no_trace_and_one_that_dies_after_it_leaves_the_effect()
    {
        (SandboxAccount account, StubService ec2) = StubService.Account();
        using var client = WireClient.Of(account);
        CallStage dies = CallStage.BeforeEffect;
        account.OnCall = (stage, _) =>
        {
            if (stage == dies)
            {
                throw new ProcessDied();
            }
        };

        await Assert.ThrowsAsync<ProcessDied>(() => client.CallAsync("CreateVpc"));
        Assert.Empty(ec2.Effects);
        Assert.Empty(account.Calls);

        dies = CallStage.AfterEffect;
        await Assert.ThrowsAsync<ProcessDied>(() => client.CallAsync("CreateVpc"));
        Assert.Single(ec2.Effects);
        Assert.True(Assert.Single(account.Calls).Mutating);
    }

    [Fact]
    public async Task Calls_of_many_threads_take_effect_one_at_a_time()
    {
        int inside = 0;
        bool overlapped = false;
        (SandboxAccount account, _) = StubService.Account((_, _, _) =>
        {
            overlapped |= Interlocked.Increment(ref inside) != 1;
            Thread.Yield();
            Interlocked.Decrement(ref inside);
            return [];
        });
        using var client = WireClient.Of(account);

        await Parallel.ForEachAsync(Enumerable.Range(0, 200), WireClient.Token, async (_, _) => await client.CallAsync("CreateVpc"));

        Assert.False(overlapped);
        Assert.Equal(Enumerable.Range(1, 200).Select(n => (long)n), account.Calls.Select(call => call.Sequence));
    }

    [Theory]
    [InlineData("us-east-1", "aws")]
    [InlineData("cn-north-1", "aws-cn")]
    [InlineData("us-gov-west-1", "aws-us-gov")]
    [InlineData("us-iso-east-1", "aws-iso")]
    [InlineData("us-isob-east-1", "aws-iso-b")]
    public void The_partition_follows_from_the_region(string region, string partition)
    {
        var account = SandboxAccount.Create(new SandboxOptions { Region = region });
        Assert.Equal($"arn:{partition}:iam::123456789012:user/admin", account.Principals.Default.Arn);
    }

    [Fact]
    public void An_unknown_template_is_refused_with_the_names_there_are()
    {
        ArgumentException problem = Assert.Throws<ArgumentException>(() => SandboxAccount.FromTemplate("Nothing"));
        Assert.Contains("'Nothing'", problem.Message, StringComparison.Ordinal);
        Assert.Contains("Empty", problem.Message, StringComparison.Ordinal);
    }

    private sealed class ProcessDied : Exception;
}
