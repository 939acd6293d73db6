namespace AwsHardening.Sandbox.Ssm;

/// <summary>The errors of Systems Manager. AWS page: "AWS Systems Manager API Reference".</summary>
internal static class SsmErrors
{
    public static AwsErrorException NoDocument(string name) => new("InvalidDocument", $"Document with name {name} does not exist.");

    public static AwsErrorException NoVersion() =>
        new("InvalidDocumentVersion", "The document version is not valid or does not exist.");

    public static AwsErrorException NotConnected(string target) => new("TargetNotConnected", $"{target} is not connected.");

    public static AwsErrorException NoSession(string id) => new("DoesNotExistException", $"Session {id} does not exist.");

    public static AwsErrorException BadToken() => new("InvalidNextToken", "The specified token is not valid.");

    public static AwsErrorException Invalid(string message) => new("ValidationException", message);
}
