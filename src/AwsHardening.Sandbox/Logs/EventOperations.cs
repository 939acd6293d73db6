using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Logs;

/// <summary>Log streams and their events.</summary>
internal sealed class EventOperations(Regional<LogsState> regions)
{
    private const int MaxEvents = 10_000;
    private static readonly TimeSpan s_oldest = TimeSpan.FromDays(14);
    private static readonly TimeSpan s_newest = TimeSpan.FromHours(2);

    public void Register(OperationSet set)
    {
        set.Add("CreateLogStream", call =>
        {
            State(call).AddStream(State(call).Group(call), LogsState.CheckStreamName(call.Required("logStreamName")));
        });
        set.Add("DeleteLogStream", call => { State(call).Group(call).Streams.Remove(State(call).Stream(call).Name); });
        set.Add("DescribeLogStreams", DescribeStreams);
        set.Add("PutLogEvents", Put);
        set.Add("GetLogEvents", Get);
        set.Add("FilterLogEvents", Filter);
    }

    private LogsState State(ServiceCall call) => regions[call.Region];

    private JsonObject DescribeStreams(ServiceCall call)
    {
        var byTime = call.Text("orderBy") == "LastEventTime";
        var prefix = call.Text("logStreamNamePrefix");
        if (byTime && prefix is not null)
        {
            throw LogsErrors.Invalid("Cannot order by LastEventTime with a logStreamNamePrefix.");
        }

        var streams = State(call).Group(call).Listed
            .Where(stream => stream.Name.StartsWith(prefix ?? "", StringComparison.Ordinal));
        streams = byTime ? streams.OrderBy(stream => stream.LastTime ?? 0) : streams;
        return LogsState.Page(
            call, "logStreams", (call.Flag("descending") is true ? streams.Reverse() : streams).Select(stream => stream.Shape()));
    }

    private JsonObject Put(ServiceCall call)
    {
        var (state, stream) = (State(call), State(call).Stream(call));
        var events = call.Items("logEvents").Select(logged => (logged.Long("timestamp") ?? 0, logged.Text("message") ?? "")).ToList();
        if (events.Count == 0 || events.Count > MaxEvents)
        {
            throw LogsErrors.Invalid($"{events.Count}", "logEvents", "Member must have length between 1 and 10000");
        }

        if (events.Zip(events.Skip(1)).Any(pair => pair.Second.Item1 < pair.First.Item1))
        {
            throw LogsErrors.Invalid("Log events in a single PutLogEvents request must be in chronological order.");
        }

        var (oldest, newest) = ((state.Now - s_oldest).ToUnixTimeMilliseconds(), (state.Now + s_newest).ToUnixTimeMilliseconds());
        var tooOld = events.FindLastIndex(logged => logged.Item1 < oldest);
        var tooNew = events.FindIndex(logged => logged.Item1 > newest);
        state.Add(State(call).Group(call), stream, [.. events.Where(logged => logged.Item1 >= oldest && logged.Item1 <= newest)]);
        return Json.Of(
            ("nextSequenceToken", "49" + new string('0', 54)),
            ("rejectedLogEventsInfo", tooOld < 0 && tooNew < 0 ? null : Json.Of(
                ("tooOldLogEventEndIndex", tooOld < 0 ? null : tooOld + 1), ("tooNewLogEventStartIndex", tooNew < 0 ? null : tooNew))));
    }

    /// <summary>Both tokens always come: at an end, the token that was sent comes back.</summary>
    private JsonObject Get(ServiceCall call)
    {
        var events = InTime(call, State(call).Stream(call).Events);
        var size = Math.Min(call.Number("limit") ?? MaxEvents, MaxEvents);
        var (isBackward, position) = call.Text("nextToken") is { Length: > 2 } token
            && int.TryParse(token.AsSpan(2), out var number) && token[..2] is "f/" or "b/"
            ? (call.Text("nextToken")![0] == 'b', int.Parse(call.Text("nextToken")!.AsSpan(2)))
            : call.Text("nextToken") is null
                ? call.Flag("startFromHead") is true ? (false, 0) : (true, events.Count)
                : throw LogsErrors.Invalid("The specified nextToken is invalid.");
        var start = isBackward ? Math.Max(0, position - size) : Math.Min(position, events.Count);
        var end = isBackward ? Math.Min(position, events.Count) : Math.Min(start + size, events.Count);
        return Json.Of(
            ("events", Json.List(events.Skip(start).Take(end - start).Select(logged => logged.Shape()))),
            ("nextForwardToken", $"f/{end}"), ("nextBackwardToken", $"b/{start}"));
    }

    private JsonObject Filter(ServiceCall call)
    {
        var group = State(call).Group(call);
        if (group.HoldsOthers && !call.Texts("logStreamNames").Any(group.Streams.ContainsKey))
        {
            throw LogsErrors.NotInSnapshot();
        }

        var (names, prefix) = (call.Texts("logStreamNames"), call.Text("logStreamNamePrefix"));
        if (names.Count > 0 && prefix is not null)
        {
            throw LogsErrors.Invalid("logStreamNames and logStreamNamePrefix are mutually exclusive.");
        }

        var pattern = FilterPattern.Compile(call.Text("filterPattern"));
        var found = group.Streams.Values
            .Where(stream => names.Count == 0 ? stream.Name.StartsWith(prefix ?? "", StringComparison.Ordinal) : names.Contains(stream.Name))
            .SelectMany(stream => InTime(call, stream.Events).Select(logged => (stream.Name, Event: logged)))
            .Where(item => pattern.Matches(item.Event.Message))
            .OrderBy(item => item.Event.Timestamp).ThenBy(item => item.Event.Sequence).ToList();
        var (page, next) = PageToken.Cut(
            call.Operation, found, Math.Min(call.Number("limit") ?? MaxEvents, MaxEvents), call.Text("nextToken"),
            () => LogsErrors.Invalid("The specified nextToken is invalid."));
        return Json.Of(
            ("events", Json.List(page.Select(item => item.Event.FilteredShape(item.Name)))), ("searchedLogStreams", new JsonArray()),
            ("nextToken", next));
    }

    private static List<LogEvent> InTime(ServiceCall call, List<LogEvent> events)
    {
        var (from, to) = (call.Input.Long("startTime") ?? 0, call.Input.Long("endTime") ?? long.MaxValue);
        return events.FindAll(logged => logged.Timestamp >= from && logged.Timestamp <= to);
    }
}
