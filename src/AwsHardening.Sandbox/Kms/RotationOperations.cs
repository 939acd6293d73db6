using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Kms;

/// <summary>New material under the same key: what the old one encrypted stays readable.</summary>
internal static class RotationOperations
{
    private const int MaxOnDemand = 25;

    public static void Register(Dictionary<string, Func<KmsCall, JsonObject>> operations)
    {
        operations["EnableKeyRotation"] = Enable;
        operations["DisableKeyRotation"] = Disable;
        operations["GetKeyRotationStatus"] = Status;
        operations["RotateKeyOnDemand"] = Rotate;
        operations["ListKeyRotations"] = List;
    }

    private static KmsKey Rotatable(KmsCall call)
    {
        var key = KmsCall.Usable(call.OwnKey());
        return key.Origin == "AWS_KMS" ? key : throw new AwsErrorException(
            "UnsupportedOperationException", $"{key.Arn} has imported material, which KMS cannot rotate by itself.");
    }

    private static JsonObject Enable(KmsCall call)
    {
        var (key, days) = (Rotatable(call), call.Number("RotationPeriodInDays") ?? 365);
        if (days is < 90 or > 2560)
        {
            throw KmsErrors.Validation($"1 validation error detected: Value '{days}' at 'rotationPeriodInDays' failed to satisfy constraint: Member must have value between 90 and 2560");
        }

        (key.RotationEnabled, key.RotationPeriodInDays) = (true, days);
        return [];
    }

    private static JsonObject Disable(KmsCall call)
    {
        Rotatable(call).RotationEnabled = false;
        return [];
    }

    private static JsonObject Status(KmsCall call)
    {
        var key = call.Key();
        if (key.State == KmsKey.PendingImport)
        {
            throw KmsErrors.State(key);
        }

        var status = new JsonObject { ["KeyId"] = key.Id, ["KeyRotationEnabled"] = key.RotationEnabled };
        if (key.RotationEnabled)
        {
            status["RotationPeriodInDays"] = key.RotationPeriodInDays;
            status["NextRotationDate"] = KmsState.Time(key.Material[^1].Since.AddDays(key.RotationPeriodInDays));
        }

        return status;
    }

    private static JsonObject Rotate(KmsCall call)
    {
        var key = Rotatable(call);
        if (key.Material.Count(material => material.RotationType == "ON_DEMAND") == MaxOnDemand)
        {
            throw new AwsErrorException("LimitExceededException", $"{key.Arn} was rotated on demand {MaxOnDemand} times.");
        }

        key.Material.Add(new KmsMaterial(call.State.Random("kms-material", 32), call.State.Now, "ON_DEMAND"));
        return new JsonObject { ["KeyId"] = key.Id };
    }

    private static JsonObject List(KmsCall call)
    {
        var key = call.Key();
        return Pages.Cut(call, "Rotations", [.. key.Material.Skip(1)], material => new JsonObject
        {
            ["KeyId"] = key.Id,
            ["RotationDate"] = KmsState.Time(material.Since),
            ["RotationType"] = material.RotationType,
        });
    }
}
