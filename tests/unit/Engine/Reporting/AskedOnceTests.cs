using System.Text.Json.Nodes;
using AwsHardening.Core.Reporting;
using AwsHardening.Sandbox;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Reporting;

/// <summary>An audit asks AWS each question once, whoever needs the answer.</summary>
public sealed class AskedOnceTests
{
    private static readonly string[] s_sizes = ["MaxResults", "PageSize", "MaxItems", "Limit", "MaxBuckets"];

    [Fact]
    public async Task No_question_is_asked_again_in_pages_of_another_size()
    {
        var account = Examples.Everything();
        await AuditScene.AuditAsync(account);
        Assert.Contains(account.Calls, call => call.Operation == "DescribeInstances");
        Assert.Empty(Again(account, _ => ""));
    }

    [Fact]
    public async Task A_trail_of_all_Regions_is_asked_about_where_it_lives()
    {
        var account = SandboxAccount.Create();
        account.Trail();
        await AuditScene.AuditAsync(account, new AuditOptions { Rule = ["cloudtrail-*"], Region = [account.Region, "eu-west-1", "eu-central-1"] });
        Assert.Equal(account.Region, Assert.Single(account.Calls, call => call.Operation == "GetTrailStatus").Region);
        Assert.Equal(3, account.Calls.Count(call => call.Operation == "DescribeTrails"));
        Assert.Empty(Again(account, call => call.Region));
    }

    private static IEnumerable<string> Again(SandboxAccount account, Func<SandboxCall, string> where) => account.Calls
        .GroupBy(call => $"{where(call)} {call.Service} {call.Operation} {WithoutSizes(call.Parameters)}").Where(same => same.Count() > 1).Select(same => same.Key);

    private static string WithoutSizes(JsonObject parameters) =>
        string.Join(' ', parameters.Where(one => !s_sizes.Contains(one.Key)).OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}={one.Value?.ToJsonString()}"));
}
