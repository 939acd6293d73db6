namespace AwsHardening.Completion;

/// <summary>Offers ports by which machines and databases are administered.</summary>
public sealed class AdminPortCompleter : CandidateCompleter
{
    /// <inheritdoc />
    private protected override IEnumerable<Candidate> Candidates(HardeningSession? session) =>
    [
        new("22", "SSH"),
        new("23", "Telnet"),
        new("445", "SMB"),
        new("1433", "Microsoft SQL Server"),
        new("1521", "Oracle Database"),
        new("3306", "MySQL and MariaDB"),
        new("3389", "Remote Desktop"),
        new("5432", "PostgreSQL"),
        new("5900", "VNC"),
        new("5985", "WinRM over HTTP"),
        new("5986", "WinRM over HTTPS"),
        new("6379", "Redis"),
        new("27017", "MongoDB"),
    ];
}
