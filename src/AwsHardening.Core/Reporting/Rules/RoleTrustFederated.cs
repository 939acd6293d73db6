namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Roles for web identities say whose identities.</summary>
internal sealed class RoleTrustFederated() : TrustRule("no statement lets every identity of a provider in", "every identity of the provider may assume it")
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "iam-role-trust-federated",
        Title = "Roles for web identities say whose identities.",
        Severity = FindingSeverity.High,
        Service = "iam",
        Rationale = "Without a condition on the subject any repository or any user of a public identity provider gets the role.",
        Remediation = "Ask for the subject in the condition, such as token.actions.githubusercontent.com:sub.",
        ByHand = "whose identities are meant is known to you alone.",
    };

    protected override bool IsTooMuch(RoleTrust trust) => trust.AnyFederatedIdentity;
}
