using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Kms;

/// <summary>Whether a key may be used, and how long there is one.</summary>
internal static class KeyStateOperations
{
    public static void Register(Dictionary<string, Func<KmsCall, JsonObject>> operations)
    {
        operations["EnableKey"] = call => Set(call, KmsKey.Enabled);
        operations["DisableKey"] = call => Set(call, KmsKey.Disabled);
        operations["ScheduleKeyDeletion"] = Schedule;
        operations["CancelKeyDeletion"] = Cancel;
    }

    private static JsonObject Set(KmsCall call, string state)
    {
        var key = call.OwnKey();
        if (key.State is KmsKey.PendingDeletion or KmsKey.PendingImport)
        {
            throw KmsErrors.State(key);
        }

        key.State = state;
        return [];
    }

    private static JsonObject Schedule(KmsCall call)
    {
        var key = call.OwnKey();
        var days = call.Number("PendingWindowInDays") ?? 30;
        if (days is < 7 or > 30)
        {
            throw KmsErrors.Validation($"1 validation error detected: Value '{days}' at 'pendingWindowInDays' failed to satisfy constraint: Member must have value between 7 and 30");
        }

        if (key.State == KmsKey.PendingDeletion)
        {
            throw KmsErrors.State(key);
        }

        (key.State, key.DeletionDate) = (KmsKey.PendingDeletion, call.State.Now.AddDays(days));
        return new JsonObject
        {
            ["KeyId"] = key.Arn,
            ["DeletionDate"] = KmsState.Time(key.DeletionDate.Value),
            ["KeyState"] = key.State,
            ["PendingWindowInDays"] = days,
        };
    }

    private static JsonObject Cancel(KmsCall call)
    {
        var key = call.OwnKey();
        if (key.State != KmsKey.PendingDeletion)
        {
            throw new AwsErrorException("KMSInvalidStateException", $"{key.Arn} is not pending deletion.");
        }

        (key.State, key.DeletionDate) = (KmsKey.Disabled, null);
        return new JsonObject { ["KeyId"] = key.Arn };
    }
}
