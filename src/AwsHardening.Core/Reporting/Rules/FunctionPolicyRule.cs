using AwsHardening.Core.Identity.Buckets;
using AwsHardening.Core.Identity.Policies;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>A rule about who may call a function.</summary>
/// <param name="subjects">Functions, or their aliases.</param>
internal abstract class FunctionPolicyRule(FactType subjects) : ResourceRule(subjects)
{
    protected override Verdict? Judge(AuditResource resource, AuditPlace place) =>
        PolicyFacts.Closed(resource["Policy"], $"the policy of function {resource["FunctionName"]}", "Policy", statement => PublicPolicy.IsPublic(statement) || IsForEveryBucket(statement));

    // The ARN of a bucket names no account: whoever makes one of that name once it is gone may call.
    private static bool IsForEveryBucket(PolicyStatement statement) => statement is { Allows: true, AllBut: false }
        && statement.Principals.Any(principal => principal is { Kind: "Service", Value: "s3.amazonaws.com" })
        && !statement.Conditions.Any(condition => condition.IsKey("aws:SourceAccount") && condition.IsOperator("StringEquals"));
}
