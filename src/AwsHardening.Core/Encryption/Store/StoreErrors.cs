using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Core.Encryption.Store;

/// <summary>What can be wrong with a stored data key.</summary>
internal static class StoreErrors
{
    public static OperationException NotThere(string id, string table) => new(new(
        "DataKeyNotFound", OperationErrorCategory.ObjectNotFound, $"Table {table} has no data key '{id}'.",
        $"Make it with New-DataKey -Id {id}, or see Get-DataKey.", id));

    public static OperationException NotOurs(string id, string table) => new(new(
        "DataKeyNotOurs", OperationErrorCategory.InvalidData,
        $"Item '{id}' of table {table} has no versions: it was not made by New-DataKey. What the workshop's insert_dek writes is bound to no "
            + "encryption context and is overwritten by its next run, which loses what was encrypted with it.",
        "Leave it for what was encrypted with it, and make a data key of another id with New-DataKey.", id));

    public static OperationException Disabled(string id) => new(new(
        "DataKeyDisabled", OperationErrorCategory.InvalidOperation,
        $"Data key '{id}' is disabled: nothing new is encrypted with it. What was encrypted with it can still be read.",
        "Use another data key, or undo its disabling with Undo-HardeningChange.", id));

    public static OperationException NeedsWrapping(string id) => new(new(
        "DataKeyBoundToContext", OperationErrorCategory.InvalidArgument,
        $"Data key '{id}' is bound to a context of its own, which messages carry unchanged so that they can be read without the table. An "
            + "encryption context or a signature beside it does not fit.",
        "Say -WrapAfresh to have KMS encrypt the key once more under this message's own context, or leave both out.", id));

    public static OperationException ContextTaken(string id, string name) => new(new(
        "EncryptionContextTaken", OperationErrorCategory.InvalidArgument,
        $"The encryption context's {name} is the data key's own, with another value.", "Use another name.", id));

    public static OperationException BadId(string id) => new(new(
        "DataKeyIdInvalid", OperationErrorCategory.InvalidArgument, $"'{id}' cannot be the id of a data key.",
        "Use 1 to 255 letters, digits and . _ : / @ -, such as application or customer/4711.", id));

    public static OperationError Exists(string id, string table) => new(
        "DataKeyExists", OperationErrorCategory.ResourceExists,
        $"Table {table} has a data key '{id}' already. It was not overwritten: what was encrypted with it would be lost.",
        $"Use it, or make a new version of it with Update-DataKey -Id {id}.", id);

    public static OperationError MadeMeanwhile(string id, string table, Exception? cause) => new(
        "DataKeyChangedMeanwhile", OperationErrorCategory.ResourceExists,
        $"Somebody else has made or changed data key '{id}' of table {table} meanwhile. Nothing was overwritten.",
        "Look at it with Get-DataKey, and try again where it is still needed.", id, cause);
}
