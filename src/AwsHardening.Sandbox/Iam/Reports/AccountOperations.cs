using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Iam;

/// <summary>The account as a whole: its alias, its numbers, and what it does not have.</summary>
internal sealed partial class AccountOperations(IamState state)
{
    public void Register(OperationSet set)
    {
        set.Add("CreateAccountAlias", call =>
        {
            var alias = call.Required("AccountAlias");
            state.Alias = AliasPattern().IsMatch(alias) ? alias : throw IamErrors.Invalid(
                alias, "accountAlias", @"Member must satisfy regular expression pattern: ^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$");
        });
        set.Add("DeleteAccountAlias", call =>
        {
            state.Alias = state.Alias == call.Required("AccountAlias") ? null
                : throw IamErrors.NoSuchEntity($"The Account Alias {call.Required("AccountAlias")} cannot be found.");
        });
        set.Add("ListAccountAliases", call => IamState.Page(call, "AccountAliases", state.Alias is { } alias ? [alias] : []));
        set.Add("GetAccountSummary", _ => Json.Of(("SummaryMap", Summary())));
        set.Add("ListSAMLProviders", _ => Json.Of(("SAMLProviderList", new JsonArray())));
        set.Add("ListOpenIDConnectProviders", _ => Json.Of(("OpenIDConnectProviderList", new JsonArray())));
        set.Add("ListSSHPublicKeys", call => IamState.Page(call, Empty("SSHPublicKeys", call), []));
        set.Add("ListSigningCertificates", call => IamState.Page(call, Empty("Certificates", call), []));
        set.Add("ListServiceSpecificCredentials", call => Json.Of((Empty("ServiceSpecificCredentials", call), new JsonArray())));
        set.Add("ListEntitiesForPolicy", EntitiesForPolicy);
    }

    // Nobody has any, and of a user that is not there the answer is another one.
    private string Empty(string list, ServiceCall call)
    {
        _ = state.Owner(call);
        return list;
    }

    private JsonObject Summary()
    {
        var own = state.Policies.Values.Where(policy => !policy.IsAws).ToList();
        var used = state.Owners.SelectMany(owner => owner.Means.Devices).ToList();
        var root = state.Root.Means;
        return Json.Of(
            ("Users", state.Users.Count), ("UsersQuota", 5000), ("Groups", state.Groups.Count), ("GroupsQuota", 300),
            ("Roles", state.Roles.Count), ("RolesQuota", 1000), ("Policies", own.Count), ("PoliciesQuota", 1500),
            ("InstanceProfiles", state.Profiles.Count), ("InstanceProfilesQuota", 1000),
            ("PolicyVersionsInUse", own.Sum(policy => policy.Versions.Count)), ("PolicyVersionsInUseQuota", 10000),
            ("VersionsPerPolicyQuota", 5), ("PolicySizeQuota", 6144), ("AssumeRolePolicySizeQuota", 2048),
            ("UserPolicySizeQuota", 2048), ("GroupPolicySizeQuota", 5120), ("RolePolicySizeQuota", 10240),
            ("GroupsPerUserQuota", 10), ("AccessKeysPerUserQuota", 2), ("SigningCertificatesPerUserQuota", 2),
            ("AttachedPoliciesPerUserQuota", 10), ("AttachedPoliciesPerGroupQuota", 10), ("AttachedPoliciesPerRoleQuota", 10),
            ("MFADevices", state.VirtualDevices.Values.Concat(used).Distinct().Count()), ("MFADevicesInUse", used.Count),
            ("AccountMFAEnabled", root.Devices.Count > 0 ? 1 : 0), ("AccountAccessKeysPresent", root.Keys.Count > 0 ? 1 : 0),
            ("AccountPasswordPresent", 1), ("AccountSigningCertificatesPresent", state.RootHasSigningCertificate ? 1 : 0), ("ServerCertificates", state.ServerCertificates.Count),
            ("ServerCertificatesQuota", 20), ("Providers", 0), ("GlobalEndpointTokenVersion", 1));
    }

    private JsonObject EntitiesForPolicy(ServiceCall call)
    {
        var policy = state.Policy(call.Required("PolicyArn"));
        var (filter, usage) = (call.Text("EntityFilter"), call.Text("PolicyUsageFilter") ?? "PermissionsPolicy");
        bool Has(Identity identity) => usage == "PermissionsBoundary" ? identity.BoundaryArn == policy.Arn : identity.Attached.Contains(policy);
        JsonArray List(string kind, IEnumerable<Identity> all) => filter is null || filter == kind
            ? Json.List(all.Where(Has).Select(one => Json.Of(($"{kind}Name", one.Name), ($"{kind}Id", one.Id)))) : [];
        return Json.Of(
            ("PolicyUsers", List("User", state.Users.Values)), ("PolicyGroups", List("Group", state.Groups.Values)),
            ("PolicyRoles", List("Role", state.Roles.Values)), ("IsTruncated", false));
    }

    [GeneratedRegex("^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$")]
    private static partial Regex AliasPattern();
}
