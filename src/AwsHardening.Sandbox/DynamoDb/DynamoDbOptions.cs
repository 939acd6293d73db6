namespace AwsHardening.Sandbox.DynamoDb;

/// <summary>What an embedded account's DynamoDB needs to know.</summary>
/// <param name="AccountId">The twelve-digit account id.</param>
/// <param name="Clock">The account's clock.</param>
/// <param name="Ids">Where table ids come from.</param>
public sealed record DynamoDbOptions(string AccountId, TimeProvider Clock, IdSource Ids);
