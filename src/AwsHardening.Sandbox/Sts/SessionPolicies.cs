using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Iam;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Sts;

/// <summary>The policies that a caller gives a session, so that it may do less than its role.</summary>
internal sealed record SessionPolicies(IReadOnlyList<string> Documents, int PackedPercent)
{
    private const int MaxLetters = 2_048;
    private const int MaxArns = 10;

    /// <summary>Reads them; null where there are none.</summary>
    public static SessionPolicies? Of(JsonObject input, IamState iam)
    {
        var (inline, arns) = (input.Text("Policy"), input.Items("PolicyArns"));
        if (inline is null && arns.Count == 0)
        {
            return null;
        }

        if (arns.Count > MaxArns)
        {
            throw StsErrors.Invalid($"{arns.Count}", "policyArns", $"Member must have length less than or equal to {MaxArns}");
        }

        if (inline?.Length > MaxLetters)
        {
            throw StsErrors.Invalid(inline, "policy", $"Member must have length less than or equal to {MaxLetters}");
        }

        List<string> documents = [.. arns.Select(arn => iam.Policies.GetValueOrDefault(arn.Text("arn") ?? "")?.Default.Document
            ?? throw StsErrors.Invalid($"{arn.Text("arn")} is invalid"))];
        if (inline is not null)
        {
            documents.Add(PolicyText.Identity(inline));
        }

        return new SessionPolicies(documents, ((inline?.Length ?? 0) * 100 / MaxLetters) + arns.Count);
    }
}
