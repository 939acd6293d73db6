namespace AwsHardening.Sandbox.S3;

/// <summary>What an embedded account's S3 needs to know.</summary>
/// <param name="AccountId">The twelve-digit account id.</param>
/// <param name="Clock">The account's clock.</param>
/// <param name="Ids">Where version ids come from.</param>
public sealed record S3Options(string AccountId, TimeProvider Clock, IdSource Ids);
