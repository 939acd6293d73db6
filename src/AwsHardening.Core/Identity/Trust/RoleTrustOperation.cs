using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Audit;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Identity.Policies;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;

namespace AwsHardening.Core.Identity.Trust;

/// <summary>Who may assume which role.</summary>
public static class RoleTrustOperation
{
    private static readonly string[] s_assume = ["sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"];

    /// <summary>Reads the trust policies of roles.</summary>
    /// <param name="session">The session.</param>
    /// <param name="roleNames">Names, with wildcards; empty for all.</param>
    /// <param name="host">Takes one error a role that could not be read.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async IAsyncEnumerable<RoleTrust> FindAsync(
        HardeningSession session, IReadOnlyList<string> roleNames, IOperationHost host, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var aws = AwsSession.Of(session);
        foreach (var role in await RolesAsync(aws, roleNames, host, cancellationToken))
        {
            var name = (string)role["RoleName"]!;
            aws.SeenIds[$"role:{name}"] = (string)role["Arn"]!;
            IReadOnlyList<RoleTrust> trusts;
            try
            {
                trusts = Read(role);
            }
            catch (JsonException e)
            {
                await host.WriteErrorAsync(new OperationError("TrustPolicyNotRead", OperationErrorCategory.InvalidResult,
                    $"The trust policy of role {name} could not be read: {e.Message} Who may assume it is Unknown.", "Look at it in IAM.", name, e), cancellationToken);
                continue;
            }

            foreach (var trust in trusts)
            {
                yield return trust;
            }
        }
    }

    /// <summary>What the trust policy of a role says.</summary>
    /// <param name="role">The role, as ListRoles or GetRole answers it.</param>
    /// <exception cref="JsonException">The policy is none.</exception>
    internal static IReadOnlyList<RoleTrust> Read(JsonObject role)
    {
        var arn = (string)role["Arn"]!;
        var account = arn.Split(':')[4];
        var statements = PolicyStatement.Of((string)role["AssumeRolePolicyDocument"]!);
        var denials = statements.Where(statement => !statement.Allows && s_assume.Any(statement.IsAbout)).ToArray();
        return
        [
            .. from allow in statements
               where allow.Allows && s_assume.Any(allow.IsAbout)
               // NotPrincipal with Allow means everybody else.
               from principal in allow.AllBut ? [("AWS", "*")] : allow.Principals
               select Trust(role, arn, account, allow, principal, denials),
        ];
    }

    private static RoleTrust Trust(
        JsonObject role, string arn, string account, PolicyStatement allow, (string Kind, string Value) named, PolicyStatement[] denials)
    {
        var principal = PolicyPrincipal.Of(named.Kind, named.Value);
        var everyone = principal.Type == "Everyone";
        var mfa = TrustConditions.Mfa(allow) ?? denials.Where(deny => deny.IsAbout("sts:AssumeRole")).Select(TrustConditions.DeniesWithoutMfa).FirstOrDefault(found => found is not null);
        return new RoleTrust
        {
            RoleName = (string)role["RoleName"]!,
            RoleArn = arn,
            Principal = named.Value,
            PrincipalType = principal.Type,
            PrincipalAccountId = principal.AccountId,
            CrossAccount = everyone || (principal.AccountId is { } other && other != account) || principal.Type == "Unknown",
            AnyoneInAccount = principal.Type == "Account" && principal.AccountId == account,
            Public = everyone && !TrustConditions.SaysWhence(allow),
            AnyFederatedIdentity = principal.Type == "Federated" && !TrustConditions.SaysWhichIdentity(allow) && !IsSaml(named.Value),
            RequiresMfa = mfa is not null,
            MfaKey = mfa?.Key,
            RequiresExternalId = TrustConditions.ExternalId(allow),
            ServiceLinked = ((string?)role["Path"])?.StartsWith("/aws-service-role/", StringComparison.Ordinal) == true,
            Statement = allow.Name,
            Actions = allow.Actions.Select(action => allow.AllActionsBut ? $"not {action}" : action).ToArray(),
            Conditions = allow.Conditions.Select(condition => condition.ToString()).ToArray(),
            DeniedBy = denials.Select(deny => deny.Name).ToArray(),
            MaxSessionDuration = (int?)role["MaxSessionDuration"] is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Json = allow.Json,
            AccountId = account,
        };
    }

    // A SAML provider is a company's own: its identities are those that the company lets in.
    private static bool IsSaml(string provider) => provider.Contains(":saml-provider/", StringComparison.Ordinal);

    private static async Task<IReadOnlyList<JsonObject>> RolesAsync(
        AwsSession session, IReadOnlyList<string> names, IOperationHost host, CancellationToken cancellationToken)
    {
        List<JsonObject> roles = [];
        foreach (var name in names.Where(name => !TrailEventQuery.IsPattern(name)))
        {
            try
            {
                var answer = await AuditReads.ReadAsync(session, "iam", "GetRole", new() { ["RoleName"] = name.Split('/')[^1] }, cancellationToken);
                roles.Add((JsonObject)answer["Role"]!.DeepClone());
            }
            catch (UnreadFactException e)
            {
                await host.WriteErrorAsync(AwsErrors.Describe(e, $"reading role {name}", e.IamAction, name), cancellationToken);
            }
        }

        var patterns = names.Where(TrailEventQuery.IsPattern).ToArray();
        if (names.Count > 0 && patterns.Length == 0)
        {
            return roles;
        }

        try
        {
            var all = await AuditReads.PagesAsync(session, "iam", "ListRoles", [], "Roles", cancellationToken, "Marker");
            roles.AddRange(all.OfType<JsonObject>().Where(role => patterns.Length == 0
                || patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, (string)role["RoleName"]!))));
        }
        catch (UnreadFactException e)
        {
            await host.WriteErrorAsync(AwsErrors.Describe(e, "listing the roles", e.IamAction, session.Region), cancellationToken);
        }

        return [.. roles.DistinctBy(role => (string)role["RoleName"]!)];
    }
}
