using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Completion;
using AwsHardening.Core.Changes.Journals;
using AwsHardening.Help;
using AwsHardening.Pipeline;

namespace AwsHardening.Changes;

/// <summary>Chooses where an account's journal is kept: in a bucket that many machines share, or on this machine.</summary>
[Cmdlet(VerbsCommon.Set, "HardeningJournal", DefaultParameterSetName = Shared, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(HardeningJournal))]
[RequiresIamAction("sts:GetCallerIdentity")]
[RequiresIamAction("s3:ListBucket", When = "-Bucket is said")]
[RequiresIamAction("s3:GetObject", When = "-Bucket is said")]
[RequiresIamAction("s3:PutObject", When = "-Bucket is said")]
[RequiresIamAction("s3:GetBucketPolicy", When = "-Bucket is said")]
[RequiresIamAction("s3:GetBucketOwnershipControls", When = "-Bucket is said")]
[RequiresIamAction("s3:GetBucketVersioning", When = "-Bucket is said")]
[RequiresIamAction("s3:GetEncryptionConfiguration", When = "-Bucket is said")]
[RequiresIamAction("s3:GetLifecycleConfiguration", When = "-Bucket is said")]
[RequiresIamAction("s3:GetBucketTagging", When = "-Bucket is said")]
[RequiresIamAction("s3:GetBucketPublicAccessBlock", When = "-Bucket is said")]
public sealed class SetHardeningJournalCommand : SessionCmdlet
{
    private const string Shared = "Shared";
    private const string OnThisMachine = "Local";

    /// <summary>The bucket.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = Shared, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The bucket to share the journal in, as New-StateBucket makes it.")]
    [Alias("Name", "BucketName")]
    [ValidateNotNullOrEmpty]
    public string Bucket { get; set; } = "";

    /// <summary>What the keys begin with.</summary>
    [Parameter(ParameterSetName = Shared, ValueFromPipelineByPropertyName = true,
        HelpMessage = "What the keys of all journals in the bucket begin with; aws-hardening/ unless said.")]
    [AllowEmptyString]
    public string KeyPrefix { get; set; } = JournalChoice.DefaultKeyPrefix;

    /// <summary>The bucket's Region.</summary>
    [Parameter(ParameterSetName = Shared, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The bucket's Region; the session's unless said.")]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? BucketRegion { get; set; }

    /// <summary>Who must own the bucket.</summary>
    [Parameter(ParameterSetName = Shared, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The account that must own the bucket; the session's own unless said.")]
    [ValidateText(@"\d{12}", "an account: an account is twelve digits, such as 123456789012")]
    public string? ExpectedBucketOwner { get; set; }

    /// <summary>Keep it on this machine.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OnThisMachine, HelpMessage = "Keep the journal on this machine again.")]
    public SwitchParameter Local { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var choice = new JournalChoice
        {
            Bucket = Local ? null : Bucket,
            KeyPrefix = KeyPrefix,
            BucketRegion = BucketRegion,
            ExpectedBucketOwner = ExpectedBucketOwner,
        };
        EmitOne((host, stop) => JournalOperation.SetAsync(OpenSession(), choice, host, stop));
    }
}
