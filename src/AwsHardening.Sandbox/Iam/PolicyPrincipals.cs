using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Sts;

namespace AwsHardening.Sandbox.Iam;

/// <summary>How a statement names a caller; the later, the closer.</summary>
internal enum Naming
{
    /// <summary>Not at all.</summary>
    No,

    /// <summary>By its account: the account's own policies decide who of it.</summary>
    Account,

    /// <summary>As one of everybody.</summary>
    Everybody,

    /// <summary>As the role whose session it is.</summary>
    Role,

    /// <summary>Itself: the user, the session or the root user.</summary>
    Itself,
}

/// <summary>The principals of a statement (IAM User Guide: AWS JSON policy elements: Principal, NotPrincipal).</summary>
internal sealed class PolicyPrincipals
{
    private readonly bool _negated;
    private readonly string[] _accounts;
    private readonly string[] _services;

    public PolicyPrincipals(JsonNode principals, bool negated)
    {
        _negated = negated;
        _accounts = [.. PolicyStatement.Texts(principals is JsonObject named ? named["AWS"] : principals)];
        _services = [.. PolicyStatement.Texts((principals as JsonObject)?["Service"])];
    }

    /// <summary>How the statement names a caller.</summary>
    public Naming Of(Principal caller)
    {
        if (_negated)
        {
            return Array.Exists(_accounts, name => How(name, caller) >= Naming.Everybody) ? Naming.No : Naming.Everybody;
        }

        return _accounts.Select(name => How(name, caller)).DefaultIfEmpty(Naming.No).Max();
    }

    /// <summary>Whether the statement names an AWS service.</summary>
    public bool Names(string service) => _services.Contains(service) || _accounts.Contains("*");

    private static Naming How(string name, Principal caller)
    {
        if (name == "*")
        {
            return Naming.Everybody;
        }

        if (name == caller.Arn)
        {
            return Naming.Itself;
        }

        if (name == caller.IdentityArn)
        {
            return caller.IsRoleSession ? Naming.Role : Naming.Itself;
        }

        return name == caller.AccountId || (name.Split(':', 6) is [_, _, "iam", _, var account, "root"] && account == caller.AccountId)
            ? Naming.Account : Naming.No;
    }
}
