using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Core.Identity.Policies;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Identity.Use;

/// <summary>The statements of all policies that a user or role has; those of a user's groups too.</summary>
internal sealed class IdentityPolicies(IdentityReads reads)
{
    /// <summary>The statements; null where any of the policies could not be read.</summary>
    public async Task<IReadOnlyList<PolicyStatement>?> OfAsync(string kind, string name, string about)
    {
        var own = await HolderAsync(kind, name, about);
        if (own is null || kind != "User")
        {
            return own;
        }

        var groups = await reads.ListAsync("ListGroupsForUser", "Groups", new() { ["UserName"] = name }, about);
        if (!groups.IsKnown)
        {
            return null;
        }

        foreach (var group in groups.Value)
        {
            if (await HolderAsync("Group", (string)group["GroupName"]!, about) is not { } more)
            {
                return null;
            }

            own = [.. own, .. more];
        }

        return own;
    }

    private async Task<IReadOnlyList<PolicyStatement>?> HolderAsync(string kind, string name, string about)
    {
        JsonObject Named() => new() { [$"{kind}Name"] = name };
        var inline = await reads.ListAsync($"List{kind}Policies", "PolicyNames", Named(), about);
        var attached = await reads.ListAsync($"ListAttached{kind}Policies", "AttachedPolicies", Named(), about);
        if (!inline.IsKnown || !attached.IsKnown)
        {
            return null;
        }

        List<PolicyStatement> all = [];
        foreach (var policy in inline.Value)
        {
            var asked = Named();
            asked["PolicyName"] = (string)policy!;
            if (!Add(all, await reads.AskAsync("iam", $"Get{kind}Policy", asked, about), answer => (string?)answer["PolicyDocument"]))
            {
                return null;
            }
        }

        foreach (var policy in attached.Value)
        {
            var arn = (string)policy["PolicyArn"]!;
            var head = await reads.AskAsync("iam", "GetPolicy", new() { ["PolicyArn"] = arn }, about);
            var version = head.IsKnown ? (string?)head.Value["Policy"]?["DefaultVersionId"] : null;
            if (version is null || !Add(
                all, await reads.AskAsync("iam", "GetPolicyVersion", new() { ["PolicyArn"] = arn, ["VersionId"] = version }, about),
                answer => (string?)answer["PolicyVersion"]?["Document"]))
            {
                return null;
            }
        }

        return all;
    }

    private static bool Add(List<PolicyStatement> all, Fact<JsonObject> answer, Func<JsonObject, string?> document)
    {
        try
        {
            if (answer.IsKnown && document(answer.Value) is { } text)
            {
                all.AddRange(PolicyStatement.Of(text));
                return true;
            }
        }
        catch (JsonException)
        {
            // What cannot be understood is as good as unread.
        }

        return false;
    }
}
