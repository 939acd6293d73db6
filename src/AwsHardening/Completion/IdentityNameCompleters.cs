namespace AwsHardening.Completion;

/// <summary>Offers names that the session has read so far.</summary>
/// <param name="prefix">What they are remembered under, such as <c>user/</c>.</param>
public abstract class IdentityNameCompleter(string prefix) : CandidateCompleter
{
    /// <inheritdoc />
    private protected override IEnumerable<Candidate> Candidates(HardeningSession? session) =>
        session is null
            ? []
            : Core.Account.Completions.SeenIds(session, prefix).OrderBy(seen => seen.Value, StringComparer.Ordinal)
                .Select(seen => new Candidate(seen.Value, seen.Key));
}

/// <summary>Offers names of users.</summary>
public sealed class IamUserNameCompleter() : IdentityNameCompleter("user/");

/// <summary>Offers names of groups of users.</summary>
public sealed class IamGroupNameCompleter() : IdentityNameCompleter("group/");

/// <summary>Offers names of roles.</summary>
public sealed class IamRoleNameCompleter() : IdentityNameCompleter("role/");
