using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Audit;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Reporting;

/// <summary>An organization as its management account sees it; to its other accounts it tells whose members they are, and no more.</summary>
internal static class OrganizationReading
{
    public static readonly string[] Actions =
    [
        "organizations:DescribeOrganization", "organizations:ListDelegatedAdministrators", "organizations:DescribeResourcePolicy",
        "organizations:ListPolicies", "organizations:ListTargetsForPolicy", "iam:ListOrganizationsFeatures",
    ];

    private static readonly string[] s_guardrails = ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"];

    /// <summary>The organization; nothing for an account that is in none.</summary>
    /// <exception cref="UnreadFactException">Something of it was refused.</exception>
    public static async Task<IReadOnlyList<JsonObject>> ReadAsync(AwsSession session, string accountId, CancellationToken cancellationToken)
    {
        if (await FindAsync(session, "organizations", "DescribeOrganization", "AWSOrganizationsNotInUseException", cancellationToken) is not { } answer)
        {
            return [];
        }

        var organization = (JsonObject)answer["Organization"]!.DeepClone();
        if ((string?)organization["MasterAccountId"] != accountId)
        {
            return [organization];
        }

        organization["DelegatedAdministrators"] = List(await PagesAsync(session, "ListDelegatedAdministrators", [], "DelegatedAdministrators", cancellationToken));
        organization["ResourcePolicy"] = (await FindAsync(
            session, "organizations", "DescribeResourcePolicy", "ResourcePolicyNotFoundException", cancellationToken))?["ResourcePolicy"]?.DeepClone();
        // Without trusted access for IAM there is none of its features.
        organization["Features"] = (await FindAsync(
            session, "iam", "ListOrganizationsFeatures", "ServiceAccessNotEnabledException", cancellationToken))?["EnabledFeatures"]?.DeepClone();
        JsonArray guardrails = [];
        foreach (var type in s_guardrails)
        {
            foreach (var policy in await PagesAsync(session, "ListPolicies", new() { ["Filter"] = type }, "Policies", cancellationToken))
            {
                var targets = await PagesAsync(session, "ListTargetsForPolicy", new() { ["PolicyId"] = policy["Id"]!.DeepClone() }, "Targets", cancellationToken);
                var guardrail = (JsonObject)policy.DeepClone();
                guardrail["Targets"] = List(targets);
                guardrails.Add((JsonNode)guardrail);
            }
        }

        organization["Guardrails"] = guardrails;
        return [organization];
    }

    private static Task<IReadOnlyList<JsonNode>> PagesAsync(AwsSession session, string operation, JsonObject parameters, string list, CancellationToken token) =>
        AuditReads.PagesAsync(session, "organizations", operation, parameters, list, token);

    private static JsonArray List(IEnumerable<JsonNode> items) => new([.. items.Select(item => item.DeepClone())]);

    /// <summary>The answer; null where an error code says that there is nothing.</summary>
    private static async Task<JsonObject?> FindAsync(AwsSession session, string service, string operation, string notSet, CancellationToken cancellationToken)
    {
        try
        {
            return await AuditReads.ReadAsync(session, service, operation, [], cancellationToken);
        }
        catch (UnreadFactException e) when (AwsErrors.Code(e) == notSet)
        {
            return null;
        }
    }
}
