using AwsHardening.Core.Identity.Policies;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>A rule about what policies allow: each managed policy of the account's own, and the inline policies of each user, group and role.</summary>
/// <param name="kept">What is said where no policy allows too much.</param>
/// <param name="broken">What is said where one does.</param>
internal abstract class PolicyRule(string kept, string broken) : HardeningRule
{
    private static readonly (FactType Type, string List)[] s_holders =
        [(FactTypes.Users, "UserPolicyList"), (FactTypes.Groups, "GroupPolicyList"), (FactTypes.Roles, "RolePolicyList")];

    public sealed override IReadOnlyList<FactType> Needs { get; } = [FactTypes.Policies, .. s_holders.Select(holder => holder.Type)];

    public sealed override IEnumerable<Judged> Judge(AuditPlace place) =>
    [
        .. place.All(FactTypes.Policies).Where(PolicyFacts.IsOwn)
            .Select(policy => Judge(FactTypes.Policies, policy, place, () => [(policy["PolicyName"].ToString(), PolicyFacts.InForce(policy))])),
        .. from holder in s_holders
           from identity in place.All(holder.Type)
           where identity[holder.List].Items.Any()
           select Judge(holder.Type, identity, place, () => identity[holder.List].Items.Select(
               policy => (policy["PolicyName"].ToString(), PolicyFacts.Statements(policy["PolicyDocument"], $"inline policy {policy["PolicyName"]}")))),
    ];

    /// <summary>What of a policy is too much, in words or as it stands; nothing where it is kept.</summary>
    protected abstract IEnumerable<string> Excess(IReadOnlyList<PolicyStatement> policy, AuditPlace place);

    private Judged Judge(
        FactType type, AuditResource resource, AuditPlace place, Func<IEnumerable<(string Name, IReadOnlyList<PolicyStatement> Statements)>> policies) =>
        new(type.ResourceType, resource[type.Id].ToString(), resource["Arn"].Text, place.Name, () =>
        {
            var excess = policies().SelectMany(policy => Excess(policy.Statements, place).Select(what => (policy.Name, (object?)what))).ToArray();
            return Verdict.When(excess.Length == 0, kept, broken, excess);
        });
}
