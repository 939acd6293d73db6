using AwsHardening.Core.Identity.Buckets;
using AwsHardening.Core.Identity.Policies;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No file system lets everybody in from anywhere.</summary>
internal sealed class FileSystemPublic() : ResourceRule(FactTypes.FileSystems)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "efs-file-system-public",
        Title = "No file system lets everybody in from anywhere.",
        Severity = FindingSeverity.High,
        Service = "efs",
        Compliance = RuleInfo.Cis(null, null, null, "2.21"),
        Rationale = "A policy that names everybody, and is not held to the mount targets in the account's own VPCs, is public.",
        Remediation = "Name the principals in the file system's policy, or hold the statement to elasticfilesystem:AccessedViaMountTarget.",
        ByHand = "who is to mount it, and from where, is known to you alone.",
    };

    // Without a policy whoever reaches a mount target gets in: that is what security groups are for.
    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => PolicyFacts.Closed(
        resource["Policy"], $"the policy of file system {resource["FileSystemId"]}", "Policy", statement => PublicPolicy.IsPublic(statement) && !statement.Conditions.Any(IsOfMountTargets));

    // Amazon EFS User Guide: Blocking public access to EFS file systems, The meaning of "public".
    private static bool IsOfMountTargets(PolicyCondition condition) => condition.IsKey("elasticfilesystem:AccessedViaMountTarget") && condition.IsOperator("Bool")
        && condition.Values is [var value] && value.Equals("true", StringComparison.OrdinalIgnoreCase);
}
