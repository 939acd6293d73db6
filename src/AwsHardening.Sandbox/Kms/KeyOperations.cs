using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Iam;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Kms;

/// <summary>Keys.</summary>
internal sealed class KeyOperations(KmsState state, SandboxAccount account)
{
    public void Register(OperationSet set)
    {
        set.Add("CreateKey", Create);
        set.Add("DescribeKey", call => Json.Of(("KeyMetadata", Named(call).Metadata())));
        set.Add("ListKeys", List);
        set.Add("GetKeyPolicy", call => Json.Of(("Policy", Named(call).Policy), ("PolicyName", "default")));
        set.Add("PutKeyPolicy", call => { Usable(call).Policy = Policy(call.Required("Policy")); });
        set.Add("EnableKeyRotation", call => { Usable(call).Rotates = true; });
        set.Add("GetKeyRotationStatus", call => Json.Of(
            ("KeyRotationEnabled", Named(call).Rotates), ("KeyId", Named(call).Arn),
            ("RotationPeriodInDays", Named(call).Rotates ? 365 : null)));
        set.Add("ScheduleKeyDeletion", ScheduleDeletion);
        set.Add("CancelKeyDeletion", CancelDeletion);
        set.Add("TagResource", call => Usable(call).Tags.Add(call.Items("Tags"), "TagKey", "TagValue"));
        set.Add("UntagResource", call => Usable(call).Tags.Remove(call.Texts("TagKeys")));
        set.Add("ListResourceTags", call => Json.Of(
            ("Tags", Named(call).Tags.List("TagKey", "TagValue")), ("Truncated", false)));
    }

    private KmsKey Named(ServiceCall call)
    {
        var name = call.Required("KeyId");
        return state.Find(name, call.Region) ?? throw (name.Contains("alias/", StringComparison.Ordinal)
            ? KmsErrors.NotFound($"Alias {(name.StartsWith("arn:", StringComparison.Ordinal) ? name : state.Arn(call.Region, name))} is not found.")
            : KmsErrors.NoKey(name.StartsWith("arn:", StringComparison.Ordinal) ? name : state.Arn(call.Region, "key/" + name)));
    }

    private KmsKey Usable(ServiceCall call) => Named(call) is { State: not "PendingDeletion" } key ? key : throw KmsErrors.WrongState(Named(call));

    private JsonObject Create(ServiceCall call)
    {
        var policy = call.Text("Policy") is { } text ? Policy(text) : KeyPolicies.Default(account);
        var id = state.NewId();
        var key = new KmsKey(id, state.Arn(call.Region, "key/" + id), state.AccountId, state.Now)
        {
            Description = call.Text("Description") ?? "",
            KeySpec = call.Text("KeySpec") ?? "SYMMETRIC_DEFAULT",
            KeyUsage = call.Text("KeyUsage") ?? "ENCRYPT_DECRYPT",
            Policy = policy,
        };
        key.Tags.Add(call.Items("Tags"), "TagKey", "TagValue");
        state.Keys(call.Region).Add(id, key);
        return Json.Of(("KeyMetadata", key.Metadata()));
    }

    private JsonObject List(ServiceCall call)
    {
        var (page, next) = PageToken.Cut(
            call.Operation, [.. state.Keys(call.Region).Values.OrderBy(key => key.Id, StringComparer.Ordinal)],
            call.Number("Limit") ?? 100, call.Text("Marker"),
            () => new AwsErrorException("InvalidMarkerException", "The marker is not valid."));
        return Json.Of(
            ("Keys", Json.List(page.Select(key => Json.Of(("KeyId", key.Id), ("KeyArn", key.Arn))))), ("Truncated", next is not null),
            ("NextMarker", next));
    }

    private JsonObject ScheduleDeletion(ServiceCall call)
    {
        var (key, days) = (Usable(call), call.Number("PendingWindowInDays") ?? 30);
        if (days is < 7 or > 30)
        {
            throw KmsErrors.Invalid($"1 validation error detected: Value '{days}' at 'pendingWindowInDays' failed to satisfy constraint: Member must have value between 7 and 30");
        }

        (key.State, key.DeletionDate) = ("PendingDeletion", state.Now.AddDays(days));
        return Json.Of(
            ("KeyId", key.Arn), ("DeletionDate", Json.Time(key.DeletionDate.Value)), ("KeyState", key.State), ("PendingWindowInDays", days));
    }

    private JsonObject CancelDeletion(ServiceCall call)
    {
        var key = Named(call);
        if (key.State != "PendingDeletion")
        {
            throw new AwsErrorException("KMSInvalidStateException", $"{key.Arn} is not pending deletion.");
        }

        (key.State, key.DeletionDate) = ("Disabled", null);
        return Json.Of(("KeyId", key.Arn));
    }

    private static string Policy(string text)
    {
        try
        {
            // A key policy has the grammar of a trust policy, but for the resource that it must name.
            _ = PolicyText.Statements(text).Select(statement => statement["Effect"]).ToList();
            return text;
        }
        catch (Exception problem) when (problem is System.Text.Json.JsonException or InvalidOperationException or NullReferenceException)
        {
            throw new AwsErrorException("MalformedPolicyDocumentException", "The new key policy will not be accepted: it is not valid JSON.");
        }
    }
}
