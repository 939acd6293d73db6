namespace AwsHardening.Sandbox.Kms;

/// <summary>What an embedded account's KMS needs to know.</summary>
/// <param name="AccountId">The twelve-digit account id.</param>
/// <param name="Clock">The account's clock.</param>
/// <param name="Ids">Where key ids, key material and nonces come from.</param>
public sealed record KmsOptions(string AccountId, TimeProvider Clock, IdSource Ids);
