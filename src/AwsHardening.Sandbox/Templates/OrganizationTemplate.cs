namespace AwsHardening.Sandbox.Templates;

/// <summary>
/// The management account of a small organization: two units of workloads, one of them below the other, and one for security; an account
/// that was invited and lets nobody in, and one that is suspended.
/// </summary>
public sealed class OrganizationTemplate : ISandboxTemplate
{
    /// <inheritdoc/>
    public string Name => "Organization";

    /// <inheritdoc/>
    public void Build(SandboxAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        var organization = SandboxOrganization.Create(account);
        var security = organization.AddUnit("Security");
        var workloads = organization.AddUnit("Workloads");
        var production = organization.AddUnit("Production", workloads);
        organization.AddAccount("audit", new MemberOptions { UnitId = security, Tags = Tags("security") });
        organization.AddAccount("development", new MemberOptions { UnitId = workloads, Tags = Tags("test") });
        organization.AddAccount("shop", new MemberOptions { UnitId = production, Tags = Tags("production"), Template = "Fnd203" });
        organization.AddAccount("payments", new MemberOptions { UnitId = production, Tags = Tags("production") });
        organization.AddAccount("acquired", new MemberOptions { RoleName = null, Tags = Tags("production") });
        organization.Suspend(organization.AddAccount("former").AccountId);
    }

    private static Dictionary<string, string> Tags(string env) => new(StringComparer.Ordinal) { ["env"] = env };
}
