namespace AwsHardening.Sandbox.Kms;

/// <summary>What KMS refuses, in its own words (AWS KMS API Reference: the errors of each action).</summary>
internal static class KmsErrors
{
    public static AwsErrorException Unsupported(string operation) =>
        new("UnsupportedOperationException", $"The sandbox does not serve kms:{operation}.");

    public static AwsErrorException NoKey(string arn) => new("NotFoundException", $"Key '{arn}' does not exist");

    public static AwsErrorException NoAlias(string arn) => new("NotFoundException", $"Alias {arn} is not found.");

    public static AwsErrorException BadArn(string what) => new("NotFoundException", $"Invalid arn {what}");

    public static AwsErrorException AliasTaken(string arn) =>
        new("AlreadyExistsException", $"An alias with the name {arn} already exists");

    public static AwsErrorException BadAlias() => new("InvalidAliasNameException", "Alias must start with alias/ and contain only alphanumeric characters, colons, underscores, forward slashes, and dashes");

    public static AwsErrorException Disabled(KmsKey key) => new("DisabledException", $"{key.Arn} is disabled.");

    public static AwsErrorException State(KmsKey key) => new(
        "KMSInvalidStateException",
        $"{key.Arn} is {(key.State == KmsKey.PendingDeletion ? "pending deletion" : key.State == KmsKey.PendingImport ? "pending import" : key.State.ToLowerInvariant())}.");

    public static AwsErrorException Ciphertext() => new("InvalidCiphertextException", "");

    public static AwsErrorException IncorrectKey() => new(
        "IncorrectKeyException", "The key ID in the request does not identify a CMK that can perform this operation.");

    public static AwsErrorException Validation(string message) => new("ValidationException", message);

    public static AwsErrorException AwsManaged(KmsKey key) => new(
        "AccessDeniedException", $"The key {key.Arn} is managed by AWS: the operation is not permitted on it.");
}
