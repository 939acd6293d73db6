using AwsHardening.Core.Identity.Policies;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Roles for services that act for others say for which account.</summary>
internal sealed class RoleTrustService() : TrustRule("every service says on whose behalf it comes", "a service may come on behalf of any account")
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "iam-role-trust-service",
        Title = "Roles for services that act for others say for which account.",
        Severity = FindingSeverity.Low,
        Service = "iam",
        Rationale = "A service that works for many accounts can be made to use the role for one of the others: the confused deputy.",
        Remediation = "Ask for aws:SourceAccount or aws:SourceArn in the condition.",
        ByHand = "for which account or resource the service acts is known to you alone.",
    };

    // Those whose guides ask for the condition; many others never send the keys, and would be locked out by it.
    private static readonly string[] s_deputies =
    [
        "vpc-flow-logs.amazonaws.com", "scheduler.amazonaws.com", "states.amazonaws.com", "bedrock.amazonaws.com", "codebuild.amazonaws.com",
        "ssm.amazonaws.com", "pipes.amazonaws.com", "firehose.amazonaws.com",
    ];

    private static readonly string[] s_keys = ["aws:SourceAccount", "aws:SourceArn", "aws:SourceOrgID", "aws:SourceOrgPaths"];

    protected override bool IsTooMuch(RoleTrust trust) =>
        trust.PrincipalType == "Service" && s_deputies.Contains(trust.Principal) && !PolicyStatement.Of(Policy(trust)).Any(statement =>
            statement.Conditions.Any(condition => s_keys.Any(condition.IsKey) && !condition.Operator.EndsWith("IfExists", StringComparison.OrdinalIgnoreCase)));

    private static string Policy(RoleTrust trust) => $$"""{"Statement":{{trust.Json}}}""";
}
