using AwsHardening.Core.Account;

namespace AwsHardening.Completion;

/// <summary>Offers what profiles of the shared files say of one setting.</summary>
/// <param name="setting">The setting, such as <c>role_arn</c>.</param>
public abstract class ProfileValueCompleter(string setting) : CandidateCompleter
{
    /// <inheritdoc />
    private protected override IEnumerable<Candidate> Candidates(HardeningSession? session) =>
        Completions.ProfileValues(setting).Select(pair => new Candidate(Shown(pair.Key), $"{pair.Key} of profile {pair.Value}"));

    /// <summary>What is offered of a value.</summary>
    private protected virtual string Shown(string value) => value;
}

/// <summary>Offers roles' ARNs.</summary>
public sealed class RoleArnCompleter() : ProfileValueCompleter("role_arn");

/// <summary>Offers roles' names.</summary>
public sealed class RoleNameCompleter() : ProfileValueCompleter("role_arn")
{
    /// <inheritdoc />
    private protected override string Shown(string value) => value[(value.IndexOf("role/", StringComparison.Ordinal) + 5)..];
}

/// <summary>Offers MFA devices.</summary>
public sealed class MfaSerialCompleter() : ProfileValueCompleter("mfa_serial");
