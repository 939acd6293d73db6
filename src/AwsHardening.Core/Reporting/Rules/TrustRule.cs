using System.Text.Json;
using AwsHardening.Core.Identity.Trust;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>A rule about who may assume each role. A service's own roles are left out: nobody can change them.</summary>
/// <param name="kept">What is said where nobody may who should not.</param>
/// <param name="broken">What is said where somebody may.</param>
internal abstract class TrustRule(string kept, string broken) : ResourceRule(FactTypes.Roles)
{
    /// <summary>Who may assume a role.</summary>
    /// <exception cref="UnreadFactException">The trust policy is none.</exception>
    public static IReadOnlyList<RoleTrust> Trusts(AuditResource role)
    {
        try
        {
            return RoleTrustOperation.Read(role.ToNode());
        }
        catch (Exception e) when (e is JsonException or ArgumentNullException)
        {
            throw new UnreadFactException(e) { What = $"the trust policy of {role["RoleName"]}" };
        }
    }

    public static bool IsServiceLinked(AuditResource role) => role["Path"].Text?.StartsWith("/aws-service-role/", StringComparison.Ordinal) == true;

    /// <summary>True for somebody who should not.</summary>
    protected abstract bool IsTooMuch(RoleTrust trust);

    protected sealed override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        if (IsServiceLinked(resource))
        {
            return null;
        }

        var found = Trusts(resource).Where(IsTooMuch).ToArray();
        return Verdict.When(found.Length == 0, kept, $"{broken}: {string.Join(", ", found.Select(trust => trust.Principal).Distinct())}", [.. found.Select(trust => ("AssumeRolePolicyDocument", (object?)trust.Json))]);
    }
}
