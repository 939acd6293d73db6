using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox;

/// <summary>EC2's <c>DryRun</c>: everything is checked, nothing is done.</summary>
public static class DryRun
{
    /// <summary>The code of the error that means success.</summary>
    public const string ErrorCode = "DryRunOperation";

    /// <summary>True where the parameters ask for a dry run.</summary>
    /// <param name="input">The parameters of the call.</param>
    /// <returns>Whether <c>DryRun</c> is true.</returns>
    public static bool IsAsked(JsonObject input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input["DryRun"] is JsonValue value && value.TryGetValue(out bool asked) && asked;
    }

    /// <summary>Ends a dry run. A handler calls this between its last check and its first effect.</summary>
    /// <param name="input">The parameters of the call.</param>
    /// <exception cref="AwsErrorException">DryRunOperation, with status 412, where a dry run was asked for.</exception>
    public static void ThrowIfAsked(JsonObject input)
    {
        if (IsAsked(input))
        {
            throw new AwsErrorException(ErrorCode, "Request would have succeeded, but DryRun flag is set.", 412);
        }
    }
}
