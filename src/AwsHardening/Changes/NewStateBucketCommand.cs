using System.Collections;
using System.Globalization;
using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Help;

namespace AwsHardening.Changes;

/// <summary>Makes a bucket fit to hold a shared journal or Terraform's state, or raises what falls short of one there is.</summary>
[Cmdlet(VerbsCommon.New, "StateBucket", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(StateBucket), typeof(HardeningPlan))]
[RequiresIamAction("s3:ListBucket")]
[RequiresIamAction("s3:GetBucketPolicy", When = "the bucket is there")]
[RequiresIamAction("s3:GetBucketOwnershipControls", When = "the bucket is there")]
[RequiresIamAction("s3:GetBucketVersioning", When = "the bucket is there")]
[RequiresIamAction("s3:GetEncryptionConfiguration", When = "the bucket is there")]
[RequiresIamAction("s3:GetLifecycleConfiguration", When = "the bucket is there")]
[RequiresIamAction("s3:GetBucketTagging", When = "the bucket is there")]
[RequiresIamAction("s3:GetBucketPublicAccessBlock", When = "the bucket is there")]
[RequiresIamAction("s3:CreateBucket", When = "the bucket is not there")]
[RequiresIamAction("s3:DeleteBucket", When = "a new bucket has to be taken back")]
[RequiresIamAction("s3:PutBucketPolicy")]
[RequiresIamAction("s3:DeleteBucketPolicy", When = "a change has to be taken back")]
[RequiresIamAction("s3:PutBucketOwnershipControls")]
[RequiresIamAction("s3:PutBucketVersioning")]
[RequiresIamAction("s3:PutEncryptionConfiguration")]
[RequiresIamAction("s3:PutBucketPublicAccessBlock")]
[RequiresIamAction("s3:PutLifecycleConfiguration", When = "-NoncurrentVersionExpirationInDays is said")]
[RequiresIamAction("s3:PutBucketTagging", When = "-Tag is said")]
[RequiresIamAction("sts:GetCallerIdentity")]
public sealed class NewStateBucketCommand : ChangeCmdlet
{
    private readonly List<string> _names = [];

    /// <summary>The bucket's name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The bucket's name: unique across all AWS accounts, 3 to 63 lower-case letters, digits, dots and hyphens.")]
    [Alias("BucketName")]
    [ValidateNotNullOrEmpty]
    [NotASession]
    public string[] Name { get; set; } = [];

    /// <summary>A KMS key.</summary>
    [Parameter(HelpMessage = "A KMS key to encrypt with, by id, ARN or alias; left out, keys that S3 manages.")]
    [ValidateNotNullOrEmpty]
    public string? KmsKeyId { get; set; }

    /// <summary>Days after which versions that are no longer current are deleted.</summary>
    [Parameter(HelpMessage = "Days after which S3 deletes versions that are no longer current; left out, none is deleted.")]
    [ValidateRange(1, int.MaxValue)]
    public int NoncurrentVersionExpirationInDays { get; set; }

    /// <summary>Tags.</summary>
    [Parameter(HelpMessage = "Tags for the bucket, added to those it has.")]
    public Hashtable? Tag { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => _names.AddRange(TakeRecord() ? Name : []);

    /// <summary>Works at the end: all buckets of one command are one set of changes, planned, kept or reverted together.</summary>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        var options = new StateBucketOptions
        {
            KmsKeyId = KmsKeyId,
            NoncurrentVersionExpirationInDays = NoncurrentVersionExpirationInDays > 0 ? NoncurrentVersionExpirationInDays : null,
            Tags = (Tag ?? []).Cast<DictionaryEntry>().ToDictionary(pair => Text(pair.Key), pair => Text(pair.Value)),
            RevertAfter = RevertAfter,
        };
        MakeOrPlan(
            (host, stop) => StateBucketOperation.PlanAsync(OpenSession(), _names, options, host, stop),
            (host, stop) => StateBucketOperation.NewAsync(OpenSession(), _names, options, host, stop));
    }

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
