using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Core.Access;

/// <summary>Which sessions; what is empty admits all.</summary>
public sealed record SessionHistoryQuery
{
    /// <summary>Sessions.</summary>
    public IReadOnlyList<string> SessionId { get; init; } = [];

    /// <summary>Instances.</summary>
    public IReadOnlyList<string> InstanceId { get; init; } = [];

    /// <summary>Who started them, as an ARN.</summary>
    public string? Owner { get; init; }

    /// <summary>Started after this time.</summary>
    public DateTimeOffset? After { get; init; }

    /// <summary>Only those that have not ended.</summary>
    public bool ActiveOnly { get; init; }
}

/// <summary>The history of sessions, and their logs.</summary>
public static partial class SessionHistoryOperation
{
    private const int PageSize = 200;

    /// <summary>Lists sessions, the newest first.</summary>
    /// <param name="session">The session with AWS.</param>
    /// <param name="query">Which ones.</param>
    /// <param name="host">Takes errors.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public static async IAsyncEnumerable<InstanceSession> FindAsync(
        HardeningSession session, SessionHistoryQuery query, IOperationHost host, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<InstanceSession> found = [];
        try
        {
            found = await ReadAsync(AwsSession.Of(session), query, cancellationToken);
            foreach (var id in query.SessionId.Where(id => !found.Any(one => one.SessionId == id)))
            {
                await host.WriteErrorAsync(AccessErrors.NoSession(id), cancellationToken);
            }
        }
        catch (OperationException e)
        {
            await host.WriteErrorAsync(e.Error, cancellationToken);
        }

        foreach (var one in found)
        {
            yield return one;
        }
    }

    /// <summary>Reads the logs of sessions: from the log group where there is one, else from S3.</summary>
    /// <param name="session">The session with AWS.</param>
    /// <param name="sessionIds">The sessions.</param>
    /// <param name="host">Takes one error a session at most.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public static async IAsyncEnumerable<SessionLogEntry> ReadLogsAsync(
        HardeningSession session, IReadOnlyList<string> sessionIds, IOperationHost host, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var aws = AwsSession.Of(session);
        foreach (var id in sessionIds)
        {
            IReadOnlyList<SessionLogEntry> lines = [];
            try
            {
                var one = await ReadAsync(aws, new() { SessionId = [id] }, cancellationToken) is [var known, ..]
                    ? known : throw new OperationException(AccessErrors.NoSession(id));
                lines = await LinesAsync(aws, one, cancellationToken);
            }
            catch (OperationException e)
            {
                await host.WriteErrorAsync(e.Error, cancellationToken);
            }

            foreach (var line in lines)
            {
                yield return line;
            }
        }
    }

    internal static async Task<IReadOnlyList<InstanceSession>> ReadAsync(
        AwsSession aws, SessionHistoryQuery query, CancellationToken cancellationToken)
    {
        List<Session> all = [];
        foreach (var state in query.ActiveOnly ? [SessionState.Active] : new[] { SessionState.Active, SessionState.History })
        {
            string? token = null;
            do
            {
                var page = await InstanceCommandOperation.TellAsync(
                    () => aws.Ssm.DescribeSessionsAsync(
                        new() { State = state, MaxResults = PageSize, NextToken = token, Filters = Filters(query) }, cancellationToken),
                    "reading the history of sessions", "ssm:DescribeSessions", aws.Region);
                all.AddRange(page.Sessions ?? []);
                token = page.NextToken;
            }
            while (!string.IsNullOrEmpty(token));
        }

        return
        [
            .. all.Where(one => query.SessionId.Count == 0 || query.SessionId.Contains(one.SessionId))
                .Where(one => query.InstanceId.Count == 0 || query.InstanceId.Contains(one.Target))
                .OrderByDescending(one => one.StartDate).ThenByDescending(one => one.SessionId, StringComparer.Ordinal).Select(one => Record(one, aws.Region)),
        ];
    }

    private static List<SessionFilter>? Filters(SessionHistoryQuery query)
    {
        List<SessionFilter> filters = [];
        void Add(SessionFilterKey key, string value) => filters.Add(new() { Key = key, Value = value });
        if (query.SessionId is [var id])
        {
            Add(SessionFilterKey.SessionId, id);
        }

        if (query.InstanceId is [var target])
        {
            Add(SessionFilterKey.Target, target);
        }

        if (query.Owner is { } owner)
        {
            Add(SessionFilterKey.Owner, owner);
        }

        if (query.After is { } after)
        {
            Add(SessionFilterKey.InvokedAfter, after.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"));
        }

        return filters.Count == 0 ? null : filters;
    }

    private static InstanceSession Record(Session one, string region) => new()
    {
        SessionId = one.SessionId,
        InstanceId = one.Target ?? "",
        Status = one.Status?.Value ?? "",
        Owner = one.Owner ?? "",
        Reason = one.Reason ?? "",
        Details = one.Details ?? "",
        DocumentName = one.DocumentName ?? "",
        StartTime = Utc(one.StartDate),
        EndTime = Utc(one.EndDate),
        S3OutputUrl = one.OutputUrl?.S3OutputUrl ?? "",
        LogGroupName = GroupInUrl().Match(one.OutputUrl?.CloudWatchOutputUrl ?? "") is { Success: true } match
            ? Uri.UnescapeDataString(match.Groups["group"].Value) : "",
        Region = region,
    };

    private static DateTimeOffset? Utc(DateTime? time) => time is { } known ? new DateTimeOffset(known.ToUniversalTime()) : null;

    private static async Task<IReadOnlyList<SessionLogEntry>> LinesAsync(AwsSession aws, InstanceSession one, CancellationToken cancellationToken)
    {
        if (one.LogGroupName.Length > 0 && await FromGroupAsync(aws, one, cancellationToken) is { Count: > 0 } events)
        {
            return events;
        }

        return one.S3OutputUrl.Length > 0 ? await FromBucketAsync(aws, one, cancellationToken)
            : throw new OperationException(AccessErrors.NoLog(one.SessionId, one.LogGroupName.Length > 0
                ? $"log group {one.LogGroupName} has no stream of it: the instance could not write there" : "logging was not on when it started"));
    }

    private static async Task<List<SessionLogEntry>> FromGroupAsync(AwsSession aws, InstanceSession one, CancellationToken cancellationToken)
    {
        List<SessionLogEntry> lines = [];
        string? token = null;
        try
        {
            while (true)
            {
                var page = await aws.Logs.GetLogEventsAsync(
                    new() { LogGroupName = one.LogGroupName, LogStreamName = one.SessionId, StartFromHead = true, NextToken = token }, cancellationToken);
                lines.AddRange((page.Events ?? []).SelectMany(logged => Messages(logged.Message ?? "")
                    .Select(text => new SessionLogEntry(one.SessionId, Utc(logged.Timestamp), SecretMask.Apply(text), one.LogGroupName))));
                // At the end the token that was sent comes back.
                if (page.NextForwardToken == token || page.NextForwardToken is null)
                {
                    return lines;
                }

                token = page.NextForwardToken;
            }
        }
        catch (Amazon.CloudWatchLogs.Model.ResourceNotFoundException)
        {
            return lines;
        }
        catch (Amazon.Runtime.AmazonServiceException e)
        {
            throw new OperationException(AwsErrors.Describe(e, $"reading the log of session {one.SessionId}", "logs:GetLogEvents", one.SessionId));
        }
    }

    // A session that streams writes JSON, with its lines in one member.
    private static IEnumerable<string> Messages(string message)
    {
        if (message.StartsWith('{') && message.Contains("\"sessionData\"", StringComparison.Ordinal))
        {
            try
            {
                return JsonNode.Parse(message)?["sessionData"] is JsonArray lines ? [.. lines.Select(line => line?.ToString() ?? "")] : [message];
            }
            catch (JsonException)
            {
                return [message];
            }
        }

        return [message];
    }

    private static async Task<IReadOnlyList<SessionLogEntry>> FromBucketAsync(AwsSession aws, InstanceSession one, CancellationToken cancellationToken)
    {
        if (Uri.UnescapeDataString(new Uri(one.S3OutputUrl).AbsolutePath).TrimStart('/').Split('/', 2) is not [var bucket, var key])
        {
            throw new OperationException(AccessErrors.NoLog(one.SessionId, $"{one.S3OutputUrl} names no object"));
        }

        try
        {
            using var answer = await aws.S3.GetObjectAsync(new() { BucketName = bucket, Key = key }, cancellationToken);
            using var reader = new StreamReader(answer.ResponseStream);
            var text = SecretMask.Apply(await reader.ReadToEndAsync(cancellationToken));
            return [.. text.TrimEnd('\n').Split('\n').Select(line => new SessionLogEntry(one.SessionId, null, line, one.S3OutputUrl))];
        }
        catch (Amazon.S3.AmazonS3Exception e) when (e.ErrorCode == "NoSuchKey")
        {
            throw new OperationException(AccessErrors.NoLog(one.SessionId, $"{one.S3OutputUrl} is not there: the instance could not write it"));
        }
        catch (Amazon.Runtime.AmazonServiceException e)
        {
            throw new OperationException(AwsErrors.Describe(e, $"reading {one.S3OutputUrl}", "s3:GetObject", one.SessionId));
        }
    }

    [GeneratedRegex("logEventViewer:group=(?<group>[^;]+)")]
    private static partial Regex GroupInUrl();
}
