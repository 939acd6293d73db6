namespace AwsHardening.Core.Identity.Policies;

/// <summary>Who a principal of a policy is (IAM User Guide: AWS JSON policy elements: Principal).</summary>
/// <param name="Type">Everyone, Account, User, Role, Session, Service, Federated, CanonicalUser, Deleted or Unknown.</param>
/// <param name="AccountId">The account that it is of, or null.</param>
internal readonly record struct PolicyPrincipal(string Type, string? AccountId)
{
    public static PolicyPrincipal Of(string kind, string value) => kind.ToUpperInvariant() switch
    {
        "AWS" => Aws(value),
        "SERVICE" => new("Service", null),
        "FEDERATED" => new("Federated", value.Split(':') is ["arn", _, "iam", _, var account, ..] ? account : null),
        "CANONICALUSER" => new("CanonicalUser", null),
        _ => new("Unknown", null),
    };

    private static PolicyPrincipal Aws(string value)
    {
        if (value == "*")
        {
            return new("Everyone", null);
        }

        if (value.Length == 12 && value.All(char.IsAsciiDigit))
        {
            return new("Account", value);
        }

        // Who is deleted stays in policies by the id alone.
        if (value.StartsWith("AIDA", StringComparison.Ordinal) || value.StartsWith("AROA", StringComparison.Ordinal))
        {
            return new("Deleted", null);
        }

        return value.Split(':', 6) is ["arn", _, "iam" or "sts", _, var account, var resource] ? resource.Split('/')[0] switch
        {
            "root" => new("Account", account),
            "user" => new("User", account),
            "role" => new("Role", account),
            "assumed-role" or "federated-user" => new("Session", account),
            _ => new("Unknown", account),
        } : new("Unknown", null);
    }
}
