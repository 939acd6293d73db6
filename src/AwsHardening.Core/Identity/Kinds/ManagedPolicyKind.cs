using System.Text.Json.Nodes;
using AwsHardening.Core.Access.Kinds;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Identity.Kinds;

/// <summary>A policy of the account's own; its id is its ARN, which is known before it is made.</summary>
internal sealed class ManagedPolicyKind : PartsKind
{
    public const string Type = "AWS::IAM::ManagedPolicy";
    private const string Document = "PolicyDocument";

    public override string ResourceType => Type;

    public override IReadOnlyList<string> RequiredActions { get; } =
    [
        "iam:ListPolicies", "iam:GetPolicy", "iam:GetPolicyVersion", "iam:CreatePolicy", "iam:DeletePolicy",
    ];

    protected override string Existence => Document;

    public override async Task<int> CountAsync(AccountView view) => Count(await view.OwnPolicies(), "the policies", "iam:ListPolicies");

    protected override async Task<JsonObject> ReadPartsAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken)
    {
        var arn = change.ResourceId;
        var policy = await Ask.OrNull(() => session.Iam.GetPolicyAsync(new() { PolicyArn = arn }, cancellationToken), $"policy {arn}", "iam:GetPolicy");
        var version = policy is null ? null : await Ask.OrNull(
            () => session.Iam.GetPolicyVersionAsync(new() { PolicyArn = arn, VersionId = policy.Policy.DefaultVersionId }, cancellationToken),
            $"policy {arn}", "iam:GetPolicyVersion");
        return new JsonObject { [Document] = version is null ? null : RolePolicyKind.Parse(version.PolicyVersion.Document) };
    }

    public static PartsChange Make(string arn, string name, string description, JsonObject document) => new PartsChange().Set(
        Document, null, document,
        new("iam", "CreatePolicy", new JsonObject { ["PolicyName"] = name, ["Description"] = description, [Document] = document.ToJsonString() }),
        new("iam", "DeletePolicy", new JsonObject { ["PolicyArn"] = arn }));
}
