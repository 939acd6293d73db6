using Amazon.IdentityManagement.Model;

namespace AwsHardening.Core.Identity.Roles;

/// <summary>
/// Who can certainly come into a role with MFA (IAM User Guide: Policy evaluation logic). Where a condition cannot be judged here, an
/// allowance does not count and a denial does: this errs on the side of nobody. Policies of the organization are not read.
/// </summary>
internal sealed class RoleReach(AccountIdentities identities, string partition, string accountId)
{
    private readonly string[] _wholeAccount = [$"arn:{partition}:iam::{accountId}:root", accountId, "*"];

    /// <summary>What stands for anybody of the account in a trust policy; <c>*</c> for anybody at all.</summary>
    public IReadOnlyList<string> WholeAccount => _wholeAccount;

    /// <summary>True where a user who is granted this, and no more, can assume the role.</summary>
    public bool Reaches(UserDetail user, IReadOnlyCollection<Grant> grants, RoleDetail role) =>
        Trusts(role, user.Arn) && Allows([.. grants.SelectMany(grant => grant.Statements)], role.Arn)
        && !grants.Any(grant => grant.IsUnread) && IsWithin(user.PermissionsBoundary, role.Arn);

    /// <summary>True where the role's trust policy lets a principal of the account in.</summary>
    public bool Trusts(RoleDetail role, string principalArn)
    {
        string[] meant = [principalArn, .. _wholeAccount];
        Statement[] about = [.. Statement.Of(AccountIdentities.Decode(role.AssumeRolePolicyDocument))
            .Where(statement => statement.IsAbout(Statement.AssumeRole, role.Arn) && statement.Names(meant))];
        return about.Any(statement => statement is { Allows: true, HoldsWithMfa: true }) && !about.Any(MayDeny);
    }

    private bool IsWithin(AttachedPermissionsBoundary? boundary, string roleArn) =>
        boundary is null || (identities.Document(boundary.PermissionsBoundaryArn) is { } document && Allows(Statement.Of(document), roleArn));

    private static bool Allows(IReadOnlyList<Statement> statements, string roleArn)
    {
        Statement[] about = [.. statements.Where(statement => statement.IsAbout(Statement.AssumeRole, roleArn))];
        return about.Any(statement => statement is { Allows: true, HoldsWithMfa: true }) && !about.Any(MayDeny);
    }

    private static bool MayDeny(Statement statement) => statement is { Allows: false, HoldsOnlyWithoutMfa: false };
}
