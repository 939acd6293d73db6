using System.Text.Json.Nodes;
using Amazon.Runtime;

namespace AwsHardening.FidelityTests.Conformance;

/// <summary>What a compliance case says of the response or the error.</summary>
internal static class ResponseExpectation
{
    /// <returns>What is wrong, or null.</returns>
    public static string? Check(JsonNode each, object answer)
    {
        if (each["errorCode"]?.GetValue<string>() is not { } code)
        {
            return answer is DynamicResponse ? CheckMembers(each["result"], answer) : $"failed: {answer}";
        }

        if (answer is not AmazonServiceException error)
        {
            return $"no error, expected {code}";
        }

        if (error.ErrorCode != code)
        {
            return $"error code {error.ErrorCode}, expected {code}";
        }

        if (each["errorMessage"]?.GetValue<string>() is { } message && error.Message != message)
        {
            return $"error message {error.Message}, expected {message}";
        }

        // What is neither code nor message are the modeled members.
        var members = each["error"]?.DeepClone().AsObject() ?? [];
        foreach (var name in members.Select(m => m.Key).Where(k => k.Equals("message", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            members.Remove(name);
        }

        return error is DynamicException ? CheckMembers(members, error) : $"not the modeled error: {error.GetType().Name}";
    }

    private static string? CheckMembers(JsonNode? expected, object answer)
    {
        var actual = CaseValues.Canonical(CaseValues.ToCase(answer));
        var wanted = CaseValues.Canonical(expected ?? new JsonObject());
        return actual == wanted ? null : $"{actual}, expected {wanted}";
    }
}
