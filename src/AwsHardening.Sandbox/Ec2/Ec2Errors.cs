namespace AwsHardening.Sandbox.Ec2;

/// <summary>The errors that many operations share. AWS documentation page: "Error codes for the Amazon EC2 API".</summary>
internal static class Ec2Errors
{
    public static AwsErrorException MissingParameter(string name) =>
        new("MissingParameter", $"The request must contain the parameter {name}");

    public static AwsErrorException InvalidValue(string message) => new("InvalidParameterValue", message);

    public static AwsErrorException InvalidCombination(string message) => new("InvalidParameterCombination", message);

    public static AwsErrorException NotACidr(string value, string parameter) =>
        InvalidValue($"Value ({value}) for parameter {parameter} is invalid. This is not a valid CIDR block.");

    public static AwsErrorException HasDependencies(string what, string id) =>
        new("DependencyViolation", $"The {what} '{id}' has dependencies and cannot be deleted.");

    public static AwsErrorException DependentObject(string id) =>
        new("DependencyViolation", $"resource {id} has a dependent object");

    public static AwsErrorException DifferentNetworks(string one, string other) =>
        InvalidValue($"{one} and {other} belong to different networks");

    /// <summary>What a caller gets who touches a resource that an AWS service manages for them.</summary>
    public static AwsErrorException ManagedByService() =>
        new("AuthFailure", "You do not have permission to access the specified resource.", 403);
}
