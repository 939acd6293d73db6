using System.Text.Json.Nodes;
using Amazon.IdentityManagement.Model;
using AwsHardening.Core.Access.Kinds;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Identity.Kinds;
using AwsHardening.Core.Identity.Policies;
using AwsHardening.Seam;

namespace AwsHardening.Core.Identity.Roles;

/// <summary>Makes a role, or raises what falls short of one there is: one change a role.</summary>
internal sealed class RoleRaise(IdentityRun run, AccountIdentities identities, RoleAccessOptions options)
{
    private readonly RoleReach _reach = new(identities, run.Session.Partition, run.Caller.AccountId);

    /// <summary>Makes or raises it.</summary>
    /// <returns>Its ARN; null where it was to be made and was not.</returns>
    public async Task<string?> MakeAsync(WantedRole wanted)
    {
        var found = identities.Role(wanted.Name);
        var present = found is null ? null : (JsonObject)RolePolicyKind.Parse(found.AssumeRolePolicyDocument)!;
        var trust = TrustPolicy.Merge(present, Of(wanted));
        if (!JsonNode.DeepEquals(present, trust.Document) && await TooLongAsync(wanted, trust.Document) is { } tooLong)
        {
            await run.ErrorAsync(tooLong);
            return null;
        }

        if (found is not { } role)
        {
            var made = Make(wanted, trust.Document).Build(run.Header(RoleKind.Type, wanted.Name, wanted.Name, $"{wanted.Description}; trusts {Names(wanted.Principals)}."));
            return await run.MakeAsync(made, $"Create the role with {PolicyName(wanted)}") ? run.ArnOf($"role/{wanted.Name}") : null;
        }

        var change = new PartsChange();
        List<string> risks = [];
        Trust(change, role, present!, trust, risks);
        await SessionAsync(change, role);
        if (!(role.AttachedManagedPolicies ?? []).Exists(policy => policy.PolicyArn == wanted.PolicyArn))
        {
            AttachedPolicies.OfRoles.Attach(change, role.RoleName, wanted.PolicyArn);
        }

        if (change.IsEmpty)
        {
            return role.Arn;
        }

        var header = run.Header(RoleKind.Type, role.RoleName, role.RoleName, $"{wanted.Description}; trusts {Names(wanted.Principals)}.");
        var raised = change.Build(header) with { Risks = risks };
        return await run.MakeAsync(raised, $"Raise {string.Join(", ", raised.After.Select(pair => Text(pair.Key)))}") ? role.Arn : null;
    }

    // Asked only where it matters: a raised quota is nobody's default.
    private async Task<OperationError?> TooLongAsync(WantedRole wanted, JsonObject trust)
    {
        var length = PolicyText.Length(trust);
        if (length <= PolicyText.TrustLimit)
        {
            return null;
        }

        var summary = await Ask.OrNull(
            () => run.Aws.Iam.GetAccountSummaryAsync(new(), run.CancellationToken), "the account's quotas", "iam:GetAccountSummary");
        var limit = summary?.SummaryMap?.GetValueOrDefault("AssumeRolePolicySizeQuota") is { } raised and > 0 ? raised : PolicyText.TrustLimit;
        return length <= limit ? null : IdentityErrors.TrustTooLong(wanted.Name, length, limit, wanted.Principals.Count);
    }

    private PartsChange Make(WantedRole wanted, JsonObject trust)
    {
        var create = new JsonObject
        {
            ["RoleName"] = wanted.Name, ["Description"] = wanted.Description, [RoleKind.Trust] = trust.ToJsonString(),
        };
        if (options.MaxSessionDuration is { } seconds)
        {
            create[RoleKind.Duration] = seconds;
        }

        if (options.PermissionsBoundary is { } boundary)
        {
            create[RoleKind.Boundary] = boundary;
        }

        var change = new PartsChange().Set(
            RoleKind.Trust, null, trust, new("iam", "CreateRole", create), new("iam", "DeleteRole", new JsonObject { ["RoleName"] = wanted.Name }));
        return AttachedPolicies.OfRoles.Attach(change, wanted.Name, wanted.PolicyArn);
    }

    private void Trust(PartsChange change, RoleDetail role, JsonObject present, MergedTrust merged, List<string> risks)
    {
        if (merged.WithoutMfa.Count > 0)
        {
            run.Host.WriteWarning($"Role {role.RoleName} still lets {string.Join(", ", merged.WithoutMfa)} in without MFA, which such callers cannot prove; "
                + "take them out of its trust policy by hand if they are not to come in.");
        }

        if (JsonNode.DeepEquals(present, merged.Document))
        {
            return;
        }

        change.Set(RoleKind.Trust, present, merged.Document, Write(merged.Document), Write(present));
        risks.AddRange(merged.Narrowed ? new NarrowedTrust(identities, _reach).Risks(role, merged.Document, run.Caller) : []);

        Step Write(JsonObject trust) => new(
            "iam", "UpdateAssumeRolePolicy", new JsonObject { ["RoleName"] = role.RoleName, ["PolicyDocument"] = trust.ToJsonString() });
    }

    private async Task SessionAsync(PartsChange change, RoleDetail role)
    {
        if (options.PermissionsBoundary is { } boundary && role.PermissionsBoundary?.PermissionsBoundaryArn is var bound && bound != boundary)
        {
            if (bound is not null)
            {
                await run.ErrorAsync(IdentityErrors.BoundaryDiffers(role.RoleName, bound));
            }
            else
            {
                change.Set(
                    RoleKind.Boundary, null, boundary,
                    new("iam", "PutRolePermissionsBoundary", new JsonObject { ["RoleName"] = role.RoleName, [RoleKind.Boundary] = boundary }),
                    new("iam", "DeleteRolePermissionsBoundary", new JsonObject { ["RoleName"] = role.RoleName }));
            }
        }

        if (options.MaxSessionDuration is not { } wanted)
        {
            return;
        }

        var answer = await Ask.OrNull(
            () => run.Aws.Iam.GetRoleAsync(new() { RoleName = role.RoleName }, run.CancellationToken), $"role {role.RoleName}", "iam:GetRole");
        // A shorter session is stricter already.
        if (answer?.Role is { MaxSessionDuration: { } seconds } now && seconds > wanted)
        {
            change.Set(RoleKind.Duration, seconds, wanted, Update(wanted), Update(seconds));

            Step Update(int duration)
            {
                var update = new JsonObject { ["RoleName"] = role.RoleName, [RoleKind.Duration] = duration };
                if (now.Description is { Length: > 0 } description)
                {
                    update["Description"] = description;
                }

                return new("iam", "UpdateRole", update);
            }
        }
    }

    private WantedTrust Of(WantedRole wanted) => new(wanted.Principals, wanted.RequireMfa, _reach.WholeAccount);

    private static string PolicyName(WantedRole wanted) => wanted.PolicyArn[(wanted.PolicyArn.LastIndexOf('/') + 1)..];

    private static string Text(string part) => part switch
    {
        RoleKind.Trust => "the trust policy",
        RoleKind.Boundary => "the permissions boundary",
        RoleKind.Duration => "the maximum session duration",
        _ => part[(part.LastIndexOf('/') + 1)..],
    };

    private static string Names(IReadOnlyList<string> arns) =>
        string.Join(", ", arns.Take(5).Select(arn => arn[(arn.LastIndexOf(':') + 1)..])) + (arns.Count > 5 ? $" and {arns.Count - 5} more" : "");
}
