namespace AwsHardening.Core.Reporting;

/// <summary>A rule: judged on a collected account alone, so that it can be judged again without the account.</summary>
internal abstract class HardeningRule
{
    public abstract RuleInfo Info { get; }

    /// <summary>The lists that it is judged on. Where one could not be read, the rule is Unknown there.</summary>
    public abstract IReadOnlyList<FactType> Needs { get; }

    /// <summary>True where it is judged once an account, over all Regions that were read.</summary>
    public virtual bool IsOfAccount => Needs.All(type => type.IsGlobal);

    /// <summary>What it says of each resource.</summary>
    /// <param name="place">The Region; that of what is in none for a rule of the account.</param>
    public abstract IEnumerable<Judged> Judge(AuditPlace place);
}

/// <summary>One resource and how it is judged; judging may find that something of it was not read.</summary>
/// <param name="ResourceType">CloudFormation's name.</param>
/// <param name="ResourceId">The id or name.</param>
/// <param name="ResourceArn">The ARN, or null.</param>
/// <param name="Region">The Region.</param>
/// <param name="Verdict">The verdict; null where the rule says nothing of such a resource.</param>
internal sealed record Judged(string ResourceType, string ResourceId, string? ResourceArn, string Region, Func<Verdict?> Verdict)
{
    /// <summary>The list that the resource is of, and the resource; null where a Region or the account as a whole is judged.</summary>
    public (FactType Type, AuditResource Resource)? Subject { get; init; }
}
