using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Wire;

/// <summary>What errors in JSON have in common.</summary>
internal static class JsonErrors
{
    /// <summary>The message, under the name that the error's shape gives it, and the error's other members, added to a body.</summary>
    public static JsonObject Body(Shape? shape, AwsErrorException error, JsonObject body)
    {
        if (shape is not null && error.Details is { } details)
        {
            JsonValues.WriteMembers(shape, details, body, member => member.Location == MemberLocation.Body);
        }

        if (error.Message.Length > 0)
        {
            body[(shape?.Find("Message") ?? shape?.Find("message"))?.WireName ?? "message"] = error.Message;
        }

        return body;
    }

    public static AwsErrorException Missing(ShapeMember member) => new(
        "ValidationException",
        $"1 validation error detected: Value null at '{char.ToLowerInvariant(member.Name[0])}{member.Name[1..]}' "
        + "failed to satisfy constraint: Member must not be null");
}
