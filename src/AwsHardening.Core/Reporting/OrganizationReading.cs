using System.Text.Json.Nodes;
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
    public static async Task<IReadOnlyList<JsonObject>> ReadAsync(AccountView view, string accountId, CancellationToken cancellationToken)
    {
        if (await FindAsync(view, "organizations", "DescribeOrganization", "AWSOrganizationsNotInUseException") is not { } answer)
        {
            return [];
        }

        var organization = (JsonObject)answer["Organization"]!.DeepClone();
        if ((string?)organization["MasterAccountId"] != accountId)
        {
            return [organization];
        }

        organization["DelegatedAdministrators"] = List(await ItemsAsync(view, "ListDelegatedAdministrators", [], "DelegatedAdministrators"));
        organization["ResourcePolicy"] = (await FindAsync(
            view, "organizations", "DescribeResourcePolicy", "ResourcePolicyNotFoundException"))?["ResourcePolicy"]?.DeepClone();
        // Without trusted access for IAM there is none of its features.
        organization["Features"] = (await FindAsync(
            view, "iam", "ListOrganizationsFeatures", "ServiceAccessNotEnabledException"))?["EnabledFeatures"]?.DeepClone();
        JsonArray guardrails = [];
        foreach (var type in s_guardrails)
        {
            foreach (var policy in await ItemsAsync(view, "ListPolicies", new() { ["Filter"] = type }, "Policies"))
            {
                var targets = await ItemsAsync(view, "ListTargetsForPolicy", new() { ["PolicyId"] = policy["Id"]!.DeepClone() }, "Targets");
                var guardrail = (JsonObject)policy.DeepClone();
                guardrail["Targets"] = List(targets);
                guardrails.Add((JsonNode)guardrail);
            }
        }

        organization["Guardrails"] = guardrails;
        return [organization];
    }

    private static Task<IReadOnlyList<JsonObject>> ItemsAsync(AccountView view, string operation, JsonObject parameters, string list) =>
        view.ItemsAsync("organizations", operation, parameters, list, FactServices.Organizations.Token);

    private static JsonArray List(IEnumerable<JsonObject> items) => new([.. items.Select(item => item.DeepClone())]);

    /// <summary>The answer; null where an error code says that there is nothing.</summary>
    private static async Task<JsonObject?> FindAsync(AccountView view, string service, string operation, string notSet)
    {
        var answer = await view.Answer(service, operation, []);
        return !answer.IsKnown && AwsErrors.Code(answer.Reason!) == notSet ? null : JsonObject.Create(answer.Value);
    }
}
