using System.IO.Enumeration;
using System.Text.Json;
using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Core.Reporting;

/// <summary>Findings that somebody answers for, until a day. After it they fail again.</summary>
internal sealed class Suppressions(IReadOnlyList<Suppression> all)
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Reads a file.</summary>
    /// <exception cref="OperationException">It cannot be read, or one of its suppressions lacks something.</exception>
    public static Suppressions Read(string path)
    {
        try
        {
            var all = JsonSerializer.Deserialize<Suppression[]>(File.ReadAllText(path), s_json) ?? [];
            return Array.FindIndex(all, one => one is not { RuleId.Length: > 0, ResourceId.Length: > 0, Reason.Length: > 0, Owner.Length: > 0 }) is >= 0 and var at
                ? throw ReportingErrors.BadSuppressions(path, $"number {at + 1} says too little.") : new Suppressions(all);
        }
        catch (JsonException e)
        {
            throw ReportingErrors.BadSuppressions(path, e.Message, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.NotReadable(path, e);
        }
    }

    /// <summary>The finding, suppressed where it fails and somebody answers for it on that day.</summary>
    public HardeningFinding Apply(HardeningFinding finding, DateOnly today) =>
        finding.Status == FindingStatus.Fail && all.FirstOrDefault(one => one.Expires >= today && one.Means(finding)) is { } found
            ? finding with
            {
                Status = FindingStatus.Suppressed,
                Suppression = new(found.Reason, found.Owner, found.Expires),
                CanRepair = false,
                CannotRepairReason = $"{found.Owner} answers for it until {found.Expires:yyyy-MM-dd}.",
            } : finding;

    /// <summary>Says which hold no longer.</summary>
    public void WarnOfExpired(DateOnly today, IOperationHost host)
    {
        foreach (var one in all.Where(one => one.Expires < today))
        {
            host.WriteWarning($"The suppression of {one.RuleId} for {one.ResourceId} ({one.Owner}: {one.Reason}) expired on {one.Expires:yyyy-MM-dd} and suppresses nothing.");
        }
    }
}

/// <summary>One entry of the file; ids may have wildcards.</summary>
internal sealed record Suppression
{
    public required string RuleId { get; init; }

    public required string ResourceId { get; init; }

    public string AccountId { get; init; } = "*";

    public string Region { get; init; } = "*";

    public required string Reason { get; init; }

    public required string Owner { get; init; }

    /// <summary>The last day on which it holds, UTC.</summary>
    public required DateOnly Expires { get; init; }

    public bool Means(HardeningFinding finding) => Is(RuleId, finding.RuleId) && Is(ResourceId, finding.ResourceId)
        && Is(AccountId, finding.AccountId) && Is(Region, finding.Region);

    private static bool Is(string pattern, string text) => FileSystemName.MatchesSimpleExpression(pattern, text);
}
