using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;

namespace AwsHardening.Core.Audit;

/// <summary>The GuardDuty detector of a Region and its protection plans, each a member of its own.</summary>
internal sealed class DetectorKind : ContentKind
{
    public const string Type = "AWS::GuardDuty::Detector";
    public const string Status = "Status";

    /// <summary>What the member of a protection plan begins with.</summary>
    public const string Feature = "Feature:";

    public override string ResourceType => Type;

    public override IReadOnlyList<string> RequiredActions { get; } =
    [
        "guardduty:ListDetectors", "guardduty:GetDetector", "guardduty:CreateDetector", "guardduty:UpdateDetector",
        "guardduty:DeleteDetector", "iam:CreateServiceLinkedRole",
    ];

    public override Task<JsonObject> ReadAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken) =>
        ReadAsync(session, cancellationToken);

    /// <summary>The detector of the session's Region.</summary>
    public static async Task<JsonObject> ReadAsync(AwsSession session, CancellationToken cancellationToken)
    {
        var answer = await AuditReads.ReadAsync(session, "guardduty", "ListDetectors", [], cancellationToken);
        if ((answer["DetectorIds"] as JsonArray ?? []).FirstOrDefault()?.GetValue<string>() is not { } id)
        {
            return Absent();
        }

        var detector = await AuditReads.ReadAsync(session, "guardduty", "GetDetector", new() { ["DetectorId"] = id }, cancellationToken);
        var content = new JsonObject { [Exists] = true, [Id] = id, [Status] = detector["Status"]?.DeepClone() };
        foreach (var feature in (detector["Features"] as JsonArray ?? []).OfType<JsonObject>())
        {
            content[$"{Feature}{feature["Name"]}"] = feature["Status"]?.DeepClone();
        }

        return content;
    }

    protected override JsonObject? Leaves(ApiCall call)
    {
        if (call.Operation == "DeleteDetector")
        {
            return Absent();
        }

        if (call.Operation is not ("CreateDetector" or "UpdateDetector"))
        {
            return null;
        }

        var left = new JsonObject { [Exists] = true };
        if ((bool?)call.Parameters["Enable"] is { } enabled)
        {
            left[Status] = enabled ? "ENABLED" : "DISABLED";
        }

        foreach (var feature in (call.Parameters["Features"] as JsonArray ?? []).OfType<JsonObject>())
        {
            left[$"{Feature}{feature["Name"]}"] = feature["Status"]?.DeepClone();
        }

        return left;
    }
}
