using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;

namespace AwsHardening.Core.Audit;

/// <summary>Where a baseline is looked at or set up: account, Regions, names.</summary>
/// <param name="Session">The session.</param>
/// <param name="Caller">Who calls.</param>
/// <param name="Partition">The partition, such as <c>aws</c>.</param>
/// <param name="Options">What is asked for.</param>
/// <param name="Home">The home Region.</param>
/// <param name="Regions">The Regions, the home Region first.</param>
internal sealed record BaselineScene(
    AwsSession Session, CallerIdentity Caller, string Partition, AuditBaselineOptions Options, string Home, IReadOnlyList<string> Regions)
{
    /// <summary>What all changes of a baseline are part of.</summary>
    public const string PartOf = "AuditBaseline";

    // IAM's types are recordable only where AWS Config was before February 2022 (AWS Config Developer Guide: Supported Resource Types).
    private static readonly HashSet<string> s_withoutIam = new(StringComparer.Ordinal)
    {
        "ap-east-2", "ap-south-2", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "ca-west-1", "eu-central-2",
        "eu-south-2", "il-central-1", "me-central-1", "mx-central-1",
    };

    /// <summary>The bucket that the baseline delivers to.</summary>
    public string Bucket => Options.BucketName ?? $"audit-logs-{Caller.AccountId}-{Home}";

    /// <summary>The one Region that records global types.</summary>
    public string GlobalRegion => s_withoutIam.Contains(Home) && Partition == "aws" ? "us-east-1" : Home;

    /// <summary>The account in a Region.</summary>
    public AwsSession In(string region) => Session.In(region);

    /// <summary>Finds out who calls and which Regions there are.</summary>
    /// <exception cref="OperationException">The caller or the Regions cannot be read, or a Region is none of the account's.</exception>
    public static async Task<BaselineScene> OpenAsync(
        HardeningSession session, AuditBaselineOptions options, IOperationHost host, CancellationToken cancellationToken)
    {
        var aws = AwsSession.Of(session);
        var caller = await CallerIdentityOperation.OnceAsync(session, cancellationToken);
        var home = options.HomeRegion ?? session.Region;
        var enabled = await new AccountView(aws, cancellationToken).Regions();
        if (!enabled.IsKnown)
        {
            throw new OperationException(AwsErrors.Describe(enabled.Reason!, "listing the Regions", "ec2:DescribeRegions", session));
        }

        var names = enabled.Value.Select(region => region.RegionName).ToArray();
        var asked = options.Regions.Count == 0 || options.Regions.Contains("*") ? names : [.. options.Regions.Distinct(StringComparer.Ordinal)];
        if (asked.Append(home).FirstOrDefault(region => !names.Contains(region)) is { } unknown)
        {
            throw new OperationException(BaselineErrors.NotEnabled(unknown, caller.AccountId));
        }

        var reached = asked.Where(aws.Reaches).ToArray();
        if (reached.Length < asked.Length)
        {
            host.WriteWarning($"This copy of the account is of {session.Region} alone: the {asked.Length - reached.Length} other Regions were left out.");
        }

        return new BaselineScene(aws, caller, session.Partition, options, home,
            [.. reached.OrderBy(region => region != home).ThenBy(region => region, StringComparer.Ordinal)]);
    }

    /// <summary>The beginning of a change.</summary>
    public ResourceChange Header(string setId, string region, string type, string id, string name, string why) =>
        ResourceChange.Begin(Session, setId, Caller.AccountId, region, (type, id, name), why) with { PartOf = PartOf };
}
