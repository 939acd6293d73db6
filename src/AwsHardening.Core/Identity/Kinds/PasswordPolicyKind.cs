using System.Text.Json.Nodes;
using AwsHardening.Core.Access.Kinds;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Identity.Kinds;

/// <summary>
/// The account's password policy; its id is the account's. CloudFormation has no such type: the name is this module's own. An
/// update writes the whole policy, because AWS sets back whatever one leaves out.
/// </summary>
internal sealed class PasswordPolicyKind : PartsKind
{
    public const string Type = "AWS::IAM::AccountPasswordPolicy";
    private const string Policy = "PasswordPolicy";

    public override string ResourceType => Type;

    public override IReadOnlyList<string> RequiredActions { get; } =
    [
        "iam:GetAccountPasswordPolicy", "iam:UpdateAccountPasswordPolicy", "iam:DeleteAccountPasswordPolicy",
    ];

    protected override string Existence => Policy;

    /// <summary>One an account.</summary>
    public override Task<int> CountAsync(AccountView view) => Task.FromResult(1);

    protected override async Task<JsonObject> ReadPartsAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken) =>
        new() { [Policy] = await ReadAsync(session, cancellationToken) };

    /// <summary>The policy in the members that an update takes; null where the account has set none.</summary>
    public static async Task<JsonObject?> ReadAsync(AwsSession session, CancellationToken cancellationToken)
    {
        var answer = await Ask.OrNull(
            () => session.Iam.GetAccountPasswordPolicyAsync(new(), cancellationToken), "the password policy", "iam:GetAccountPasswordPolicy");
        return answer?.PasswordPolicy is not { } policy ? null : Passwords.PasswordSettings.Of(policy).ToUpdate();
    }

    public static PartsChange Write(JsonObject? before, JsonObject after) => new PartsChange().Set(
        Policy, before, after,
        new("iam", "UpdateAccountPasswordPolicy", (JsonObject)after.DeepClone()),
        before is null
            ? new("iam", "DeleteAccountPasswordPolicy", [])
            : new("iam", "UpdateAccountPasswordPolicy", (JsonObject)before.DeepClone()));
}
