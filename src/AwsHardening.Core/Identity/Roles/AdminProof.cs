using Amazon.IdentityManagement.Model;
using AwsHardening.Core.Access.Kinds;

namespace AwsHardening.Core.Identity.Roles;

/// <summary>Proves that somebody can reach a role with MFA: trusted, allowed, with a device, and with a password or an active key.</summary>
internal sealed class AdminProof(IdentityRun run, AccountIdentities identities, string roleName)
{
    private readonly RoleReach _reach = new(identities, run.Session.Partition, run.Caller.AccountId);

    /// <summary>Why nobody is proven to; null where somebody is.</summary>
    /// <param name="stripped">What users are to lose before that.</param>
    public async Task<string?> WhyNobodyAsync(IReadOnlyList<Stripping> stripped)
    {
        if (identities.Role(roleName) is not { } role)
        {
            return $"There is no role '{roleName}'.";
        }

        var kept = stripped.ToDictionary(strip => strip.User.UserName, strip => strip.Kept);
        List<string> lacking = [];
        foreach (var user in identities.Users.Where(user => Reaches(user, kept.GetValueOrDefault(user.UserName), role)))
        {
            if (await LacksAsync(user.UserName) is not { } lacks)
            {
                return null;
            }

            lacking.Add($"{user.UserName} could assume it, but has no {lacks}.");
        }

        return lacking.Count == 0 ? "No user is both trusted by it and allowed to assume it." : string.Join(" ", lacking);
    }

    /// <summary>True where a user who is stripped can still assume some role of the account.</summary>
    public bool HasRole(Stripping strip) => identities.Roles.Exists(role => _reach.Reaches(strip.User, strip.Kept, role));

    /// <summary>True where a user administers the account now, in one way or the other, and would lose something of it.</summary>
    public bool IsAdministrator(Stripping strip) =>
        strip.IsAdministrator || (identities.Role(roleName) is { } role && Reaches(strip.User, kept: null, role) && !Reaches(strip.User, strip.Kept, role));

    private bool Reaches(UserDetail user, IReadOnlyList<Grant>? kept, RoleDetail role) =>
        _reach.Reaches(user, kept ?? [.. identities.GrantsOf(user)], role);

    private async Task<string?> LacksAsync(string user)
    {
        var devices = await Ask.OrNull(
            () => run.Aws.Iam.ListMFADevicesAsync(new() { UserName = user }, run.CancellationToken), $"the MFA devices of {user}", "iam:ListMFADevices");
        if ((devices?.MFADevices ?? []).Count == 0)
        {
            return "MFA device";
        }

        var keys = await Ask.OrNull(
            () => run.Aws.Iam.ListAccessKeysAsync(new() { UserName = user }, run.CancellationToken), $"the access keys of {user}", "iam:ListAccessKeys");
        return (keys?.AccessKeyMetadata ?? []).Exists(key => key.Status == "Active") || await Ask.OrNull(
            () => run.Aws.Iam.GetLoginProfileAsync(new() { UserName = user }, run.CancellationToken), $"the password of {user}", "iam:GetLoginProfile") is not null
            ? null : "password and no active access key";
    }
}
