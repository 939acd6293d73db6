using AwsHardening.Core.Account;

namespace AwsHardening.Completion;

/// <summary>Offers names of one kind that the session has read so far.</summary>
/// <param name="kind">The kind, such as <c>user</c>.</param>
public abstract class SeenNameCompleter(string kind) : CandidateCompleter
{
    /// <inheritdoc />
    private protected override IEnumerable<Candidate> Candidates(HardeningSession? session) => session is null ? []
        : Completions.SeenIds(session, $"{kind}:").Select(seen => new Candidate(seen.Key[(kind.Length + 1)..], seen.Value));
}

/// <summary>Offers users.</summary>
public sealed class IamUserNameCompleter() : SeenNameCompleter("user");

/// <summary>Offers groups of users.</summary>
public sealed class IamGroupNameCompleter() : SeenNameCompleter("group");

/// <summary>Offers roles.</summary>
public sealed class IamRoleNameCompleter() : SeenNameCompleter("role");

/// <summary>Offers buckets.</summary>
public sealed class BucketNameCompleter() : SeenNameCompleter("bucket");

/// <summary>Offers trails.</summary>
public sealed class TrailNameCompleter() : SeenNameCompleter("trail");
