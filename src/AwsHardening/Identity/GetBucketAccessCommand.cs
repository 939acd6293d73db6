using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Completion;
using AwsHardening.Core.Identity.Buckets;
using AwsHardening.Help;

namespace AwsHardening.Identity;

/// <summary>Lists who can read, write or list buckets.</summary>
[Cmdlet(VerbsCommon.Get, "BucketAccess")]
[OutputType(typeof(BucketAccess))]
[RequiresIamAction("s3:GetAccountPublicAccessBlock")]
[RequiresIamAction("s3:GetBucketAcl")]
[RequiresIamAction("s3:GetBucketOwnershipControls")]
[RequiresIamAction("s3:GetBucketPolicy")]
[RequiresIamAction("s3:GetBucketPublicAccessBlock")]
[RequiresIamAction("s3:ListAllMyBuckets")]
[RequiresIamAction("sts:GetCallerIdentity")]
public sealed class GetBucketAccessCommand : SessionCmdlet
{
    /// <summary>Names.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "Names of buckets.")]
    [NotASession]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    public string[] BucketName { get; set; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var names = BucketName;
        Emit((host, stop) => BucketAccessOperation.FindAsync(OpenSession(), names, host, stop));
    }
}
