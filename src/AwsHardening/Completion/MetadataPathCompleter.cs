namespace AwsHardening.Completion;

/// <summary>Offers paths of instance metadata that say what an instance is.</summary>
public sealed class MetadataPathCompleter : CandidateCompleter
{
    private static readonly string[] s_paths =
    [
        "ami-id", "hostname", "iam/security-credentials/", "instance-id", "instance-type", "local-ipv4", "mac", "placement/availability-zone",
        "placement/region", "public-ipv4", "security-groups",
    ];

    /// <inheritdoc />
    private protected override IEnumerable<Candidate> Candidates(HardeningSession? session) => s_paths.Select(path => new Candidate(path, path));
}
