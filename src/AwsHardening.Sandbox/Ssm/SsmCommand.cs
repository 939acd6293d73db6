using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;

namespace AwsHardening.Sandbox.Ssm;

/// <summary>A command sent with Run Command.</summary>
internal sealed class SsmCommand(string id, string documentName, JsonObject parameters, DateTimeOffset requested, int timeoutSeconds)
{
    public string Id { get; } = id;

    public string DocumentName { get; } = documentName;

    public DateTimeOffset Requested { get; } = requested;

    /// <summary>How long the command waits for agents that do not fetch it.</summary>
    public DateTimeOffset ExpiresAfter { get; } = requested.AddSeconds(timeoutSeconds);

    public string Comment { get; init; } = "";

    public List<CommandInvocation> Invocations { get; } = [];

    public IReadOnlyList<string> Lines => [.. ((JsonArray?)parameters["commands"] ?? []).Select(line => (string)line!)];

    private string Status => Invocations.Exists(one => !one.IsDone) ? (Invocations.Exists(one => one.IsDone) ? "InProgress" : "Pending")
        : Invocations.TrueForAll(one => one.Status == "Success") ? "Success"
        : Invocations.Exists(one => one.Status == "Cancelled") ? "Cancelled"
        : Invocations.Exists(one => one.Status == "TimedOut") ? "TimedOut" : "Failed";

    public JsonObject Shape() => Json.Of(
        ("CommandId", Id), ("DocumentName", DocumentName), ("DocumentVersion", "$DEFAULT"), ("Comment", Comment),
        ("ExpiresAfter", Json.Time(ExpiresAfter)), ("Parameters", parameters.DeepClone()),
        ("InstanceIds", Json.Texts(Invocations.Select(one => one.InstanceId))), ("RequestedDateTime", Json.Time(Requested)),
        ("Status", Status), ("StatusDetails", Status), ("MaxConcurrency", "50"), ("MaxErrors", "0"), ("TargetCount", Invocations.Count),
        ("CompletedCount", Invocations.Count(one => one.IsDone)),
        ("ErrorCount", Invocations.Count(one => one.IsDone && one.Status is "Failed")),
        ("DeliveryTimedOutCount", Invocations.Count(one => one.Details == "Delivery Timed Out")), ("TimeoutSeconds", timeoutSeconds));
}

/// <summary>A command at one instance.</summary>
internal sealed class CommandInvocation(string instanceId)
{
    // What GetCommandInvocation answers of an output: its first characters.
    private const int Shown = 24_000;

    public string InstanceId { get; } = instanceId;

    public string Status { get; set; } = "Pending";

    public string Details { get; set; } = "Pending";

    public int ResponseCode { get; set; } = -1;

    public string Output { get; set; } = "";

    public string Error { get; set; } = "";

    public DateTimeOffset? Started { get; set; }

    public bool IsDone => Status is not ("Pending" or "InProgress");

    public JsonObject Answer(SsmCommand command) => Json.Of(
        ("CommandId", command.Id), ("InstanceId", InstanceId), ("Comment", command.Comment), ("DocumentName", command.DocumentName),
        ("DocumentVersion", "$DEFAULT"), ("PluginName", "aws:runShellScript"), ("ResponseCode", ResponseCode),
        ("ExecutionStartDateTime", Started is { } start ? Json.Time(start) : ""), ("ExecutionElapsedTime", Started is null ? "" : "PT0.01S"),
        ("ExecutionEndDateTime", Started is { } end ? Json.Time(end) : ""), ("Status", Status), ("StatusDetails", Details),
        ("StandardOutputContent", Cut(Output)), ("StandardOutputUrl", ""), ("StandardErrorContent", Cut(Error)), ("StandardErrorUrl", ""),
        ("CloudWatchOutputConfig", Json.Of(("CloudWatchLogGroupName", ""), ("CloudWatchOutputEnabled", false))));

    public JsonObject Shape(SsmCommand command, bool details) => Json.Of(
        ("CommandId", command.Id), ("InstanceId", InstanceId), ("Comment", command.Comment), ("DocumentName", command.DocumentName),
        ("DocumentVersion", "$DEFAULT"), ("RequestedDateTime", Json.Time(command.Requested)), ("Status", Status), ("StatusDetails", Details),
        ("StandardOutputUrl", ""), ("StandardErrorUrl", ""),
        ("CommandPlugins", details ? new JsonArray(Json.Of(
            ("Name", "aws:runShellScript"), ("Status", Status), ("StatusDetails", Details), ("ResponseCode", ResponseCode),
            ("Output", Cut(Output)))) : []));

    private static string Cut(string text) => text.Length <= Shown ? text : text[..Shown];
}
