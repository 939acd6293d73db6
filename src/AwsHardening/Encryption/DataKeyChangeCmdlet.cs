using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Changes;
using AwsHardening.Completion;
using AwsHardening.Core.Encryption.Store;

namespace AwsHardening.Encryption;

/// <summary>What commands share that change stored data keys.</summary>
public abstract class DataKeyChangeCmdlet : ChangeCmdlet
{
    private readonly List<string> _ids = [];

    /// <summary>The data keys' ids.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "Ids of data keys, such as application or customer/4711.")]
    [Alias("DataKeyId")]
    [ArgumentCompleter(typeof(DataKeyIdCompleter))]
    [ValidateNotNullOrEmpty]
    [NotASession]
    public string[] Id { get; set; } = [];

    /// <summary>The table.</summary>
    [Parameter(HelpMessage = "The DynamoDB table of the data keys.")]
    [ValidateNotNullOrEmpty]
    public string TableName { get; set; } = "workshop_encryption_keys";

    /// <summary>What is done to the keys: a name of the engine's, whose types must not stand in what a command overrides.</summary>
    private protected abstract string Action { get; }

    /// <summary>The KMS key that was said, or null.</summary>
    private protected virtual string? SaidKmsKeyId => null;

    /// <inheritdoc />
    protected override void ProcessRecord() => _ids.AddRange(TakeRecord() ? Id : []);

    /// <summary>Works at the end: all keys are one set of changes.</summary>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        string[] ids = [.. _ids];
        // As text until it is used: a field of the engine's enumeration would need the engine to lay the closure out.
        var action = Action;
        var options = new StoreOptions { TableName = TableName, RevertAfter = RevertAfter, KmsKeyId = SaidKmsKeyId };
        MakeOrPlan(
            (host, stop) => DataKeyOperation.PlanAsync(OpenSession(), Parse(action), ids, options, host, stop),
            (host, stop) => DataKeyOperation.ChangeAsync(OpenSession(), Parse(action), ids, options, host, stop));
    }

    private static DataKeyAction Parse(string action) => Enum.Parse<DataKeyAction>(action);
}
