namespace AwsHardening.Sandbox.Iam;

/// <summary>The errors of IAM. AWS page: "IAM API Reference: Common Errors" and the pages of the operations.</summary>
internal static class IamErrors
{
    public static AwsErrorException NoSuchEntity(string message) => new("NoSuchEntity", message, 404);

    public static AwsErrorException NoRole(string name) => NoSuchEntity($"The role with name {name} cannot be found.");

    public static AwsErrorException NoUser(string name) => NoSuchEntity($"The user with name {name} cannot be found.");

    public static AwsErrorException NoGroup(string name) => NoSuchEntity($"The group with name {name} cannot be found.");

    public static AwsErrorException NoProfile(string name) => NoSuchEntity($"Instance Profile {name} cannot be found.");

    public static AwsErrorException NoPolicy(string arn) => NoSuchEntity($"Policy {arn} was not found.");

    public static AwsErrorException AlreadyExists(string message) => new("EntityAlreadyExists", message, 409);

    public static AwsErrorException DeleteConflict(string message) => new("DeleteConflict", message, 409);

    public static AwsErrorException LimitExceeded(string message) => new("LimitExceeded", message, 409);

    public static AwsErrorException Malformed(string message) => new("MalformedPolicyDocument", message);

    public static AwsErrorException Invalid(string message) => new("ValidationError", message);

    public static AwsErrorException Invalid(string value, string member, string constraint) => Invalid(
        $"1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: {constraint}");
}
