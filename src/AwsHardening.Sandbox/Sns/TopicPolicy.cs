using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Iam;

namespace AwsHardening.Sandbox.Sns;

/// <summary>The policy of a topic: the one it is born with, and what SNS takes for one.</summary>
internal static class TopicPolicy
{
    // SNS refuses all others, wildcards among them (Amazon SNS Developer Guide: Amazon SNS API permissions).
    private static readonly HashSet<string> s_actions = new(StringComparer.OrdinalIgnoreCase)
    {
        "sns:AddPermission", "sns:DeleteTopic", "sns:GetDataProtectionPolicy", "sns:GetTopicAttributes", "sns:ListSubscriptionsByTopic",
        "sns:ListTagsForResource", "sns:Publish", "sns:PutDataProtectionPolicy", "sns:Receive", "sns:RemovePermission",
        "sns:SetTopicAttributes", "sns:Subscribe",
    };

    private static readonly string[] s_ownersActions =
    [
        "SNS:GetTopicAttributes", "SNS:SetTopicAttributes", "SNS:AddPermission", "SNS:RemovePermission", "SNS:DeleteTopic", "SNS:Subscribe",
        "SNS:ListSubscriptionsByTopic", "SNS:Publish",
    ];

    /// <summary>The policy of a topic that was made without one.</summary>
    public static string Default(string topicArn, string accountId) => new JsonObject
    {
        ["Version"] = "2008-10-17",
        ["Id"] = "__default_policy_ID",
        ["Statement"] = new JsonArray(new JsonObject
        {
            ["Sid"] = "__default_statement_ID",
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["AWS"] = "*" },
            ["Action"] = new JsonArray([.. s_ownersActions.Select(action => JsonValue.Create(action))]),
            ["Resource"] = topicArn,
            ["Condition"] = new JsonObject { ["StringEquals"] = new JsonObject { ["AWS:SourceOwner"] = accountId } },
        }),
    }.ToJsonString();

    /// <exception cref="AwsErrorException">No policy of a topic.</exception>
    public static string Check(string text)
    {
        if (Read(text) is not { } policy || policy["Statement"] is not (JsonArray { Count: > 0 } or JsonObject))
        {
            throw SnsErrors.Invalid("Policy Error: null");
        }

        foreach (var statement in PolicyText.Statements(text))
        {
            if ((string?)statement["Effect"] is not ("Allow" or "Deny") || (statement["Principal"] ?? statement["NotPrincipal"]) is null)
            {
                throw SnsErrors.Invalid("Policy Error: null");
            }

            if (!PolicyJudge.Texts(statement["Action"]).Any() || PolicyJudge.Texts(statement["Action"]).Any(action => !s_actions.Contains(action)))
            {
                throw SnsErrors.Invalid("Policy statement action out of service scope!");
            }
        }

        return text;
    }

    private static JsonObject? Read(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
