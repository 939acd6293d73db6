using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Iam;

/// <summary>
/// What was made a moment ago is not known everywhere yet (IAM User Guide: Troubleshoot IAM, changes that I make are not always
/// immediately visible).
/// </summary>
internal sealed class EventualConsistency(IamState state)
{
    private static readonly string[] s_late = ["Attach", "Put", "Get", "Add", "UpdateAssumeRolePolicy"];

    /// <summary>For how long; none unless a test wants it.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>True for what nobody knows of yet.</summary>
    public bool IsNew(DateTimeOffset made) => Delay > TimeSpan.Zero && state.Now - made < Delay;

    /// <exception cref="AwsErrorException">The call is about something that is too new.</exception>
    public void Check(string operation, JsonObject input)
    {
        if (Delay <= TimeSpan.Zero)
        {
            return;
        }

        if (Array.Exists(s_late, late => operation.StartsWith(late, StringComparison.Ordinal)))
        {
            CheckNames(input);
        }

        if (operation is "CreateRole" or "UpdateAssumeRolePolicy"
            && Trusted(input.Text(operation == "CreateRole" ? "AssumeRolePolicyDocument" : "PolicyDocument")).FirstOrDefault(IsNew) is { } arn)
        {
            throw IamErrors.Malformed($"Invalid principal in policy: \"AWS\":\"{arn}\"");
        }
    }

    private void CheckNames(JsonObject input)
    {
        if (input.Text("RoleName") is { } role && state.Roles.GetValueOrDefault(role) is { } newRole && IsNew(newRole.Created))
        {
            throw IamErrors.NoRole(role);
        }

        if (input.Text("UserName") is { } user && state.Users.GetValueOrDefault(user) is { } newUser && IsNew(newUser.Created))
        {
            throw IamErrors.NoUser(user);
        }

        if (input.Text("PolicyArn") is { } policy && state.Policies.GetValueOrDefault(policy) is { } newPolicy && IsNew(newPolicy.Versions[0].Created))
        {
            throw IamErrors.NoPolicy(policy);
        }
    }

    private bool IsNew(string arn) => state.Roles.Values.Concat<Identity>(state.Users.Values).Any(identity => identity.Arn == arn && IsNew(identity.Created));

    private static IEnumerable<string> Trusted(string? trust) => trust is null ? [] : PolicyText.Statements(PolicyText.Trust(trust))
        .Select(statement => (statement["Principal"] as JsonObject)?["AWS"])
        .SelectMany(named => named switch
        {
            JsonArray many => many.Select(one => one!.ToString()),
            null => [],
            _ => [named.ToString()],
        });
}
