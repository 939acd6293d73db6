using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Core.Audit;
using AwsHardening.Help;

namespace AwsHardening.Audit;

/// <summary>Proves that a trail's log files are as CloudTrail wrote them.</summary>
[Cmdlet(VerbsDiagnostic.Test, "TrailIntegrity", DefaultParameterSetName = "Bucket")]
[OutputType(typeof(TrailIntegrityItem))]
[RequiresIamAction("s3:ListBucket", When = "-Bucket is said")]
[RequiresIamAction("s3:GetObject", When = "-Bucket is said")]
[RequiresIamAction("cloudtrail:ListPublicKeys", When = "-PublicKeyPath is not said")]
public sealed class TestTrailIntegrityCommand : SessionCmdlet
{
    /// <summary>The trail's bucket.</summary>
    [Parameter(ParameterSetName = "Bucket", Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, HelpMessage = "The bucket that a trail delivers to.")]
    [ValidateNotNullOrEmpty]
    public string? Bucket { get; set; }

    /// <summary>What keys begin with.</summary>
    [Parameter(ParameterSetName = "Bucket", HelpMessage = "What the keys of the files begin with.")]
    [ValidateNotNullOrEmpty]
    public string? KeyPrefix { get; set; }

    /// <summary>A folder.</summary>
    [Parameter(ParameterSetName = "Path", Mandatory = true, HelpMessage = "A folder that is a copy of a trail's bucket, or of a part of it.")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Public keys.</summary>
    [Parameter(HelpMessage = "A file of public keys, in PEM or as the AWS CLI prints them; left out, CloudTrail is asked.")]
    [ValidateNotNullOrEmpty]
    public string? PublicKeyPath { get; set; }

    /// <summary>From.</summary>
    [Parameter(HelpMessage = "Digests that end at this time or later.")]
    public DateTimeOffset? Since { get; set; }

    /// <summary>Until.</summary>
    [Parameter(HelpMessage = "Digests that end at this time or earlier.")]
    public DateTimeOffset? Until { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var path = Resolved(Path);
        var keys = Resolved(PublicKeyPath);
        var bucket = Bucket;
        Emit((host, stop) => TrailIntegrityOperation.TestAsync(
            path is not null && keys is not null ? null : OpenSession(), bucket, KeyPrefix, path, keys, Since, Until, host, stop));
    }

    private string? Resolved(string? path) => path is null ? null : SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);
}
