using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Ssm;

/// <summary>Sessions.</summary>
internal sealed class SessionOperations(Regional<SsmRegion> regions)
{
    public void Register(OperationSet set)
    {
        set.Add("StartSession", Start);
        set.Add("ResumeSession", Resume);
        set.Add("TerminateSession", Terminate);
        set.Add("DescribeSessions", Describe);
    }

    private JsonObject Start(ServiceCall call)
    {
        var region = regions[call.Region];
        var target = call.Required("Target");
        var document = call.Text("DocumentName") ?? AwsDocuments.Preferences;
        // Without preferences of its own an account starts sessions with AWS's.
        if (document != AwsDocuments.Preferences && region.Document(document).Type != "Session")
        {
            throw new AwsErrorException("InvalidDocument", $"Document {document} is not a session document.");
        }

        if (region.AgentOf(target) is not { OpensSessions: true } agent)
        {
            throw SsmErrors.NotConnected(target);
        }

        var owner = region.Account.Principals.Find(call.Context.AccessKeyId).Arn;
        var session = new SsmSession(
            $"{owner[(owner.LastIndexOf('/') + 1)..]}-{region.Account.Ids.Next("session")["session-".Length..]}",
            region.Account.Ids.NextBase64("session-token", 40), agent, document, owner, region.Now)
        {
            Reason = call.Text("Reason"),
            Command = (call.Input["Parameters"] as JsonObject)?.Texts("command") is [var command, ..] ? command : null,
            Logging = SessionLogging.Of(region, document),
        };
        region.Sessions.Add(session);
        if (SessionRecorder.Refusal(region, session) is { } refusal)
        {
            (session.Status, session.Details, session.Ended) = ("Failed", refusal, region.Now);
        }

        return Shape(region, session);
    }

    private JsonObject Resume(ServiceCall call)
    {
        var region = regions[call.Region];
        var session = region.Sessions.Find(session => session.Id == call.Required("SessionId") && session.IsActive)
            ?? throw SsmErrors.NoSession(call.Required("SessionId"));
        session.Token = region.Account.Ids.NextBase64("session-token", 40);
        return Shape(region, session);
    }

    private JsonObject Terminate(ServiceCall call)
    {
        var region = regions[call.Region];
        var id = call.Required("SessionId");
        SessionTerminal.End(region, region.Sessions.Find(session => session.Id == id) ?? throw SsmErrors.NoSession(id));
        return Json.Of(("SessionId", id));
    }

    private JsonObject Describe(ServiceCall call)
    {
        var filters = call.Items("Filters").Select(filter => (Key: filter.Text("key") ?? "", Value: filter.Text("value") ?? "")).ToList();
        var active = call.Required("State") == "Active";
        var sessions = regions[call.Region].Sessions.Where(session => session.IsActive == active)
            .Where(session => filters.TrueForAll(filter => Passes(session, filter.Key, filter.Value))).Reverse().ToList();
        return SsmRegion.Page(call, "Sessions", sessions, 50, session => session.Shape());
    }

    private static bool Passes(SsmSession session, string key, string value) => key switch
    {
        "Target" => session.Target == value,
        "Owner" => session.Owner == value,
        "Status" => session.Status == value,
        "SessionId" => session.Id == value,
        "AccessType" => value == "Standard",
        "InvokedAfter" => session.Started >= Wire.Timestamps.FromText(value),
        "InvokedBefore" => session.Started < Wire.Timestamps.FromText(value),
        _ => throw new AwsErrorException("InvalidFilterKey", $"{key} is not a valid filter key."),
    };

    private static JsonObject Shape(SsmRegion region, SsmSession session) => Json.Of(
        ("SessionId", session.Id), ("TokenValue", session.Token),
        ("StreamUrl", $"wss://ssmmessages.{region.Name}.amazonaws.com/v1/data-channel/{session.Id}?role=publish_subscribe"));
}
