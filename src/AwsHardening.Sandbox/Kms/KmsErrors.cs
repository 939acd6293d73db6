namespace AwsHardening.Sandbox.Kms;

/// <summary>The errors of KMS. AWS page: "AWS KMS API Reference".</summary>
internal static class KmsErrors
{
    public static AwsErrorException NotFound(string message) => new("NotFoundException", message);

    public static AwsErrorException NoKey(string arn) => NotFound($"Key '{arn}' does not exist");

    public static AwsErrorException WrongState(KmsKey key) => new(
        "KMSInvalidStateException", $"{key.Arn} is {(key.State == "PendingDeletion" ? "pending deletion" : key.State)}.");

    public static AwsErrorException Invalid(string message) => new("ValidationException", message);
}
