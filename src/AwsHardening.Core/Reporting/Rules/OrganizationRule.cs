namespace AwsHardening.Core.Reporting.Rules;

/// <summary>A rule about an organization, judged in its management account alone: no other account can see what it asks for.</summary>
/// <param name="others">What else it takes to judge.</param>
internal abstract class OrganizationRule(params FactType[] others) : AccountRule([FactTypes.Organization, .. others])
{
    protected abstract Verdict Judge(AuditResource organization, AuditPlace place);

    protected sealed override Verdict? Verdict(AuditPlace place) =>
        place.One(FactTypes.Organization) is { } organization && organization["MasterAccountId"].Text == place.Document.AccountId ? Judge(organization, place) : null;
}
