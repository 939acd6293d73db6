using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Completion;
using AwsHardening.Core.Encryption.Store;
using AwsHardening.Help;

namespace AwsHardening.Encryption;

/// <summary>Lists stored data keys; never their plaintext.</summary>
[Cmdlet(VerbsCommon.Get, "DataKey")]
[OutputType(typeof(DataKey))]
[RequiresIamAction("dynamodb:GetItem", When = "-Id is said")]
[RequiresIamAction("dynamodb:Scan", When = "-Id is not said")]
[RequiresIamAction("sts:GetCallerIdentity")]
public sealed class GetDataKeyCommand : SessionCmdlet
{
    /// <summary>The data keys' ids.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "Ids of data keys; left out, all of the table.")]
    [Alias("DataKeyId")]
    [ArgumentCompleter(typeof(DataKeyIdCompleter))]
    [ValidateNotNullOrEmpty]
    [NotASession]
    public string[] Id { get; set; } = [];

    /// <summary>The table.</summary>
    [Parameter(HelpMessage = "The DynamoDB table of the data keys.")]
    [ValidateNotNullOrEmpty]
    public string TableName { get; set; } = "workshop_encryption_keys";

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        string[] ids = [.. Id];
        Emit((host, stop) => DataKeyOperation.FindAsync(OpenSession(), ids, TableName, host, stop));
    }
}
