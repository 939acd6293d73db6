namespace AwsHardening.Sandbox.Kms;

/// <summary>Key policies.</summary>
internal static class KeyPolicies
{
    /// <summary>What a key gets whose maker says nothing (AWS KMS Developer Guide: Default key policy).</summary>
    public static string Default(SandboxAccount account) => $$"""
        {"Version":"2012-10-17","Id":"key-default-1","Statement":[{"Sid":"Enable IAM User Permissions","Effect":"Allow",
        "Principal":{"AWS":"arn:{{account.Partition.Name}}:iam::{{account.AccountId}}:root"},"Action":"kms:*","Resource":"*"}]}
        """;
}
