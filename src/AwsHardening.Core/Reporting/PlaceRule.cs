namespace AwsHardening.Core.Reporting;

/// <summary>A rule about a Region, or about the account, as a whole.</summary>
/// <param name="needs">What it takes to judge.</param>
internal abstract class PlaceRule(params FactType[] needs) : HardeningRule
{
    private const string Account = "AWS::Account";

    public sealed override IReadOnlyList<FactType> Needs { get; } = needs;

    public override IEnumerable<Judged> Judge(AuditPlace place) =>
        [new Judged(Account, place.Document.AccountId, $"arn:{place.Document.Partition}:iam::{place.Document.AccountId}:root", place.Name, () => Verdict(place))];

    protected abstract Verdict? Verdict(AuditPlace place);
}

/// <summary>A rule about what the Regions have together.</summary>
/// <param name="needs">What it takes to judge.</param>
internal abstract class AccountRule(params FactType[] needs) : PlaceRule(needs)
{
    public sealed override bool IsOfAccount => true;

    /// <summary>A list of all Regions; what several Regions show of one resource stands there once.</summary>
    protected static IEnumerable<AuditResource> Everywhere(AuditPlace place, FactType type) =>
        place.Document.Regions.SelectMany(region => new AuditPlace(place.Document, region).All(type)).DistinctBy(resource => resource[type.Id].Text);
}
