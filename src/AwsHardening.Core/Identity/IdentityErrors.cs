using AwsHardening.Core.Changes;
using AwsHardening.Seam;

namespace AwsHardening.Core.Identity;

/// <summary>What speaks against a change of who may do what, in the words a user reads.</summary>
internal static class IdentityErrors
{
    public static OperationError AccessWouldBeLost(ResourceChange change, bool couldAsk) => new(
        "AccessWouldBeLost", OperationErrorCategory.InvalidOperation,
        $"{change.ResourceName} was not changed: {string.Join("; ", change.Risks)}{(couldAsk ? ", and you said no" : "")}.",
        "Name those who are to keep their access too, or use -Force.", change.ResourceId);

    public static OperationError NobodyNamed() => new(
        "NobodyNamed", OperationErrorCategory.InvalidArgument, "Nobody was named who is to assume a role, so no role was made.",
        "Name somebody with -ReadOnlyUser, -ReadOnlyGroup, -AdminUser or -AdminGroup.", null);

    public static OperationError NoSuch(string what, string name) => new(
        $"{what}NotFound", OperationErrorCategory.ObjectNotFound, $"The account has no {what.ToLowerInvariant()} '{name}'.",
        $"Check the name. Names are case-sensitive here; only {what.ToLowerInvariant()}s of this account can be named without an ARN.", name);

    public static OperationError NotAPrincipal(string arn) => new(
        "PrincipalNotNamed", OperationErrorCategory.InvalidArgument, $"'{arn}' names neither a user nor a role.",
        "Give the ARN of a user or a role. A whole account, a session or a wildcard is nobody in particular; members of a group are taken with -ReadOnlyGroup or -AdminGroup.", arn);

    public static OperationError RoleHasNoMfa(string arn, string role) => new(
        "RoleCannotProveMfa", OperationErrorCategory.InvalidOperation,
        $"{arn} was not let into {role}: a role's session never carries aws:MultiFactorAuthPresent, which {role} requires, so nobody could come in that way.",
        "Name the users behind that role instead.", arn);

    public static OperationError NoMembers(string group) => new(
        "GroupHasNoMembers", OperationErrorCategory.ObjectNotFound, $"Group '{group}' has no members: there is nobody in it to trust.",
        "Add the users to the group first. A trust policy cannot name a group, so run this again whenever members change.", group);

    public static OperationError PolicyNameTaken(string arn, string lacks) => new(
        "PolicyNameTaken", OperationErrorCategory.ResourceExists,
        $"There is a policy {arn} already, and it does not {lacks}. It was left as it is, because others may hold it.",
        "Correct that policy, or choose another name with -AssumePolicyPrefix or -MfaPolicyName.", arn);

    public static OperationError TrustTooLong(string role, int length, int limit, int principals) => new(
        "TrustPolicyTooLong", OperationErrorCategory.LimitsExceeded,
        $"Role '{role}' was left as it is: its trust policy, with {principals} named principals, would have {length} characters, and this account's roles take {limit}.",
        "Give part of the people a role of another name (-ReadOnlyRoleName, -AdminRoleName), or have the quota 'Role trust policy length' raised in Service Quotas.", role);

    public static OperationError BoundaryDiffers(string role, string boundary) => new(
        "BoundaryDiffers", OperationErrorCategory.ResourceExists,
        $"Role '{role}' has the permissions boundary {boundary} already; whether another is stricter cannot be told, so it was left.",
        "Compare the two, and set the boundary by hand if the other is to hold.", role);

    public static OperationError NoPolicy(string arn) => new(
        "PolicyNotFound", OperationErrorCategory.ObjectNotFound, $"There is no policy {arn}.", "Check the ARN and the partition.", arn);

    public static OperationError IsCaller(string user) => new(
        "CallerWouldBeStripped", OperationErrorCategory.InvalidOperation,
        $"User '{user}' was left as it is: you are calling as this user, and could neither go on nor take the change back.",
        "Assume the admin role first (Invoke-AssumeRole) and run this from there.", user);

    public static OperationError LastAdministrator(string user, string role, string why) => new(
        "LastAdministrator", OperationErrorCategory.InvalidOperation,
        $"Administrator '{user}' was left as it is: nobody was proven able to reach role '{role}' with MFA afterwards. {why}",
        "Give a user the role with New-RoleAccess -AdminUser, have them enrol an MFA device, then try again.", user);

    public static OperationError NoRoleLeft(string user) => new(
        "NoRoleLeft", OperationErrorCategory.InvalidOperation,
        $"User '{user}' was left as it is: without its own permissions it could assume no role, and would have no access at all.",
        "Give it a role first with New-RoleAccess, or use -Force if that is what you want.", user);

    public static OperationError DenialWouldBeLifted(string user, IEnumerable<string> policies) => new(
        "DenialWouldBeLifted", OperationErrorCategory.InvalidOperation,
        $"User '{user}' was left as it is: {string.Join(", ", policies)} also denies something, and taking it away would lift that.",
        "Move the denial into a policy that only denies, which is always kept, or use -Force.", user);

    public static OperationError WouldWeaken(string setting, string present, string asked) => new(
        "WouldWeaken", OperationErrorCategory.InvalidOperation,
        $"{setting} stays {present}: {asked} would be weaker.", "Use -AllowWeaker if it is to be weaker.", setting);
}
