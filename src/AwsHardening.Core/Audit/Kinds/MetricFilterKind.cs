using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Audit;

/// <summary>A metric filter of a log group; its id is the group's name and its own.</summary>
internal sealed class MetricFilterKind : ContentKind
{
    public const string Type = "AWS::Logs::MetricFilter";
    public const string Pattern = "filterPattern";
    public const string Transformations = "metricTransformations";

    public override string ResourceType => Type;

    public override IReadOnlyList<string> RequiredActions { get; } =
        ["logs:DescribeMetricFilters", "logs:PutMetricFilter", "logs:DeleteMetricFilter"];

    public static string IdOf(string group, string filter) => $"{group}|{filter}";

    public override async Task<JsonObject> ReadAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken)
    {
        var (group, name) = change.ResourceId.Split('|') is [var log, var filter] ? (log, filter)
            : throw new ArgumentException($"{change.ResourceId} is no id of a metric filter.", nameof(change));
        return (await FindAsync(session, group, name, cancellationToken)).FirstOrDefault(found => (string?)found["filterName"] == name) is { } there
            ? Content(there) : Absent();
    }

    /// <summary>The filters of a log group; none where there is no such group.</summary>
    /// <param name="session">The session.</param>
    /// <param name="group">The group's name.</param>
    /// <param name="prefix">What their names begin with; null for all.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<IReadOnlyList<JsonObject>> FindAsync(
        AwsSession session, string group, string? prefix, CancellationToken cancellationToken)
    {
        var asked = new JsonObject { ["logGroupName"] = group };
        if (prefix is not null)
        {
            asked["filterNamePrefix"] = prefix;
        }

        try
        {
            var filters = await AuditReads.PagesAsync(session, "logs", "DescribeMetricFilters", asked, "metricFilters", cancellationToken, "nextToken");
            return [.. filters.OfType<JsonObject>()];
        }
        catch (UnreadFactException e) when (AwsErrors.Code(e.InnerException!) == "ResourceNotFoundException")
        {
            return [];
        }
    }

    /// <summary>What counts of a filter that was described.</summary>
    public static JsonObject Content(JsonObject described) => new()
    {
        [Exists] = true,
        [Pattern] = described[Pattern]?.DeepClone(),
        [Transformations] = described[Transformations]?.DeepClone(),
    };

    public override Task<int> CountAsync(AccountView view) => view.CountAsync("logs", "DescribeMetricFilters", "metricFilters", "nextToken");

    protected override JsonObject? Leaves(ApiCall call) => call.Operation switch
    {
        "PutMetricFilter" => Content(call.Parameters),
        "DeleteMetricFilter" => Absent(),
        _ => null,
    };
}
