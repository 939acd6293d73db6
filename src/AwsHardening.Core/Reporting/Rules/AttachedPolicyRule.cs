namespace AwsHardening.Core.Reporting.Rules;

/// <summary>A rule about who one of AWS's own policies is attached to: each user, group and role that has it.</summary>
/// <param name="name">The policy.</param>
internal abstract class AttachedPolicyRule(string name) : HardeningRule
{
    private static readonly FactType[] s_holders = [FactTypes.Users, FactTypes.Groups, FactTypes.Roles];

    public sealed override IReadOnlyList<FactType> Needs => s_holders;

    public sealed override IEnumerable<Judged> Judge(AuditPlace place) =>
        from type in s_holders
        from holder in place.All(type)
        where !TrustRule.IsServiceLinked(holder)
        select new Judged(type.ResourceType, holder[type.Id].ToString(), holder["Arn"].Text, place.Name, () => Judge(type, holder));

    /// <summary>True for a holder that should not have it.</summary>
    protected abstract bool IsTooMuch(FactType type, AuditResource holder);

    private Verdict Judge(FactType type, AuditResource holder)
    {
        var attached = holder["AttachedManagedPolicies"].Items
            .FirstOrDefault(policy => policy["PolicyArn"].Text?.EndsWith($":iam::aws:policy/{name}", StringComparison.Ordinal) == true);
        return !attached.Exists ? Verdict.Pass($"it does not have {name}")
            : Verdict.When(!IsTooMuch(type, holder), $"it has {name}, behind MFA or federation", $"it has {name}", ("AttachedManagedPolicies", attached["PolicyArn"]));
    }
}
