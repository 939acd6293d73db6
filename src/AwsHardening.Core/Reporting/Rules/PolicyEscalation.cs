using AwsHardening.Core.Identity.Policies;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No policy of the account lets its holders give themselves more permissions.</summary>
internal sealed class PolicyEscalation() : PolicyRule("it gives no way to more permissions", "whoever has it can give himself more")
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "iam-policy-escalation",
        Title = "No policy of the account lets its holders give themselves more permissions.",
        Severity = FindingSeverity.High,
        Service = "iam",
        Rationale = "Who may change policies, trust, keys or passwords of others, or pass a role to what he starts, has all that they have.",
        Remediation = "Name in Resource the few users, roles and policies that are meant, or set a permissions boundary by condition.",
        ByHand = "what its holders need is known to you alone; Get-PermissionUse says what they used.",
    };

    // Each row is enough by itself on resources that are not named (IAM User Guide: actions of permissions management).
    private static readonly string[][] s_ways =
    [
        ["iam:CreatePolicyVersion"], ["iam:SetDefaultPolicyVersion"], ["iam:AttachUserPolicy"], ["iam:AttachGroupPolicy"], ["iam:AttachRolePolicy"],
        ["iam:PutUserPolicy"], ["iam:PutGroupPolicy"], ["iam:PutRolePolicy"], ["iam:AddUserToGroup"], ["iam:UpdateAssumeRolePolicy"],
        ["iam:CreateAccessKey"], ["iam:CreateLoginProfile"], ["iam:UpdateLoginProfile"],
        ["iam:PassRole", "ec2:RunInstances"], ["iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"], ["iam:PassRole", "cloudformation:CreateStack"],
        ["iam:PassRole", "glue:CreateDevEndpoint"], ["iam:PassRole", "codebuild:CreateProject", "codebuild:StartBuild"], ["iam:PassRole", "ssm:StartAutomationExecution"],
    ];

    protected override IEnumerable<string> Excess(IReadOnlyList<PolicyStatement> policy, AuditPlace place)
    {
        // Everything on everything is said by another rule.
        var (allows, denials) = (
            policy.Where(statement => PolicyFacts.IsPlain(statement) && !PolicyFacts.IsEverything(statement)).ToArray(),
            policy.Where(statement => statement is { Allows: false, Conditions.Count: 0, AllResourcesBut: false } && statement.Resources.Contains("*")).ToArray());
        bool Gives(string action) => allows.Any(statement => statement.IsAbout(action) && IsOpen(statement, action, place)) && !denials.Any(statement => statement.IsAbout(action));
        return s_ways.Where(way => way.All(Gives)).Select(way => string.Join(" with ", way));
    }

    // What is started may be one of a few: it is whose role it gets that counts.
    private static bool IsOpen(PolicyStatement statement, string action, AuditPlace place) => !action.StartsWith("iam:", StringComparison.Ordinal)
        || PolicyFacts.IsAboutAny(statement, new[] { "user/", "group/", "role/", "policy/" }.Select(kind => $"arn:{place.Document.Partition}:iam::{place.Document.AccountId}:{kind}"));
}
