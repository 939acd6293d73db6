using System.Text.Json.Nodes;
using AwsHardening.Core.Audit;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Support;

namespace AwsHardening.UnitTests.Engine.Audit;

/// <summary>Baselines on an embedded account, a few Regions of it.</summary>
internal static class AuditScene
{
    public const string Bucket = "audit-logs-123456789012-us-east-1";

    public static readonly string[] Regions = ["us-east-1", "eu-west-1", "ap-south-1"];

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    public static async Task<IReadOnlyList<AuditBaselineItem>> EnableAsync(this Rehearsal rehearsal, TestHost host, AuditBaselineOptions? options = null) =>
        await ListAsync(AuditBaselineOperation.EnableAsync(rehearsal.Session, options ?? Options(), host, Token));

    public static async Task<IReadOnlyList<AuditBaselineFact>> GetBaselineAsync(this Rehearsal rehearsal, TestHost host, AuditBaselineOptions? options = null) =>
        await ListAsync(AuditBaselineOperation.GetAsync(rehearsal.Session, options ?? Options(), host, Token));

    public static AuditBaselineOptions Options() => new() { Regions = Regions };

    public static JsonObject Trail(this SandboxAccount account) =>
        (JsonObject)account.Invoke("cloudtrail", "DescribeTrails", [])["trailList"]!.AsArray().Single()!;

    public static bool IsLogging(this SandboxAccount account, string name) =>
        (bool)account.Invoke("cloudtrail", "GetTrailStatus", new() { ["Name"] = name })["IsLogging"]!;

    public static async Task<IReadOnlyList<T>> ListAsync<T>(IAsyncEnumerable<T> items)
    {
        List<T> list = [];
        await foreach (var item in items)
        {
            list.Add(item);
        }

        return list;
    }
}
